using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using GaLNet.Silo.Configuration;
using GaLNet.Tests;
using Microsoft.Extensions.Configuration;

namespace GaLNet.Cluster.Tests;

/// <summary>
/// What the compose file says is what a silo understands. It is read by a YAML parser of other people (Python's), where
/// there is one.
/// </summary>
public sealed partial class ComposeTests
{
    public const string NoParser = "python3 with yaml is not installed (Debian/Ubuntu: apt-get install python3-yaml)";

    private const string ToJson = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)";

    public static bool HasParser { get; } = Parse("a: 1") is not null;

    [Fact(Skip = NoParser, SkipUnless = nameof(HasParser))]
    public void Three_silos_share_one_database_and_read_only_images()
    {
        var services = Compose().GetProperty("services");

        foreach (var name in new[] { "silo1", "silo2", "silo3", "silo3-gpu" })
        {
            var silo = services.GetProperty(name);
            silo.GetProperty("volumes").EnumerateArray().Select(one => one.GetString())
                .Should().Contain("./images:/images:ro");
            silo.TryGetProperty("ports", out _).Should().BeFalse("nothing is published beyond the containers' network");
        }

        services.GetProperty("silo3-gpu").GetProperty("profiles")[0].GetString().Should().Be("gpu");
        services.GetProperty("silo3-gpu").GetProperty("environment").GetProperty("GALNET_HARDWARE").GetString()
            .Should().Be("gpu");
        services.GetProperty("prometheus").GetProperty("profiles")[0].GetString().Should().Be("metrics");
        services.GetProperty("database").ToString().Should().NotMatchRegex("POSTGRES_PASSWORD\"");
    }

    [Fact(Skip = NoParser, SkipUnless = nameof(HasParser))]
    public void Every_variable_of_a_silo_is_a_setting()
    {
        var folder = Directory.CreateTempSubdirectory("galnet-compose-").FullName;
        var password = Path.Combine(folder, "password");
        File.WriteAllText(password, "secret");
        foreach (var silo in Compose().GetProperty("services").EnumerateObject()
            .Where(service => service.Name.StartsWith("silo", StringComparison.Ordinal)))
        {
            var said = silo.Value.GetProperty("environment").EnumerateObject().ToDictionary(
                variable => variable.Name[SettingsReader.EnvironmentPrefix.Length..].Replace("__", ":"),
                variable => variable.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            said["Database:PasswordFile"] = password;
            said["Images:Roots"] = folder;
            said["Silo:Advertise"] = "10.0.0.2";

            var settings = SettingsReader.Read(
                new ConfigurationBuilder().AddInMemoryCollection(said!).Build(), said.Keys);

            settings.Mode.Should().Be(SiloMode.Cluster);
            settings.Cluster.Tls.Should().NotBeNull();
            settings.Name.Should().Be(silo.Name);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_image_is_built_from_what_is_there()
    {
        var dockerfile = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "Dockerfile"));

        foreach (Match copied in CopiedNames().Matches(dockerfile))
        {
            foreach (var name in copied.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                Path.Exists(Path.Combine(SharedData.RepositoryRoot, name)).Should().BeTrue($"{name} is copied");
            }
        }

        dockerfile.Should().Contain("USER galnet", "no silo needs to be root").And.NotContain(":latest");
    }

    private static JsonElement Compose()
        => JsonDocument.Parse(Parse(File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docker-compose.yml")))!)
            .RootElement;

    private static string? Parse(string yaml)
    {
        try
        {
            var start = new ProcessStartInfo("/usr/bin/python3", ["-c", ToJson])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            process.StandardInput.Write(yaml);
            process.StandardInput.Close();
            var json = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? json : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^COPY (?!--)(.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex CopiedNames();
}
