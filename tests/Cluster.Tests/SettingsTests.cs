using System.Net;
using GaLNet.Grains.Interfaces;
using GaLNet.Silo.Configuration;

namespace GaLNet.Cluster.Tests;

/// <summary>What a silo's configuration means, and that every mistake names its key and what to do.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("galnet-settings-").FullName;

    private string[] Cluster => ["--Mode", "cluster", "--Images:Roots", _folder];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_word_a_silo_is_embedded_on_loopback()
    {
        var settings = SiloArguments.Read([]);

        settings.Mode.Should().Be(SiloMode.Embedded);
        settings.Listen.Should().Be(IPAddress.Loopback);
        settings.Advertise.Should().Be(IPAddress.Loopback);
        settings.Monitoring.Port.Should().BeNull();
        settings.Monitoring.Dashboard.Should().BeFalse();
    }

    [Fact]
    public void The_command_line_beats_the_file()
    {
        var file = Write("silo.json", """
            { "Mode": "cluster", "Silo": { "Port": 12000, "GatewayPort": 31000 }, "Hardware": "gpu",
              "Images": { "Roots": ["/", "/tmp"] }, "Database": { "Host": "db", "Name": "sky" } }
            """);

        var settings = SiloArguments.Read(["--config", file, "--Silo:Port", "12001", "--Database:Host=other"]);

        settings.Mode.Should().Be(SiloMode.Cluster);
        settings.Port.Should().Be(12001);
        settings.GatewayPort.Should().Be(31000);
        settings.Hardware.Should().Be("gpu");
        settings.ImageRoots.Should().Equal("/", "/tmp");
        settings.Cluster.Database.ToString().Should().Be("galnet@other:5432/sky");
    }

    [Theory]
    [InlineData("Silo:Port", "--Silo:Port", "70000")]
    [InlineData("Silo:Port", "--Silo:Port", "eleven")]
    [InlineData("Silo:Listen", "--Silo:Listen", "somewhere")]
    [InlineData("Hardware", "--Hardware", "abacus")]
    [InlineData("Mode", "--Mode", "grid")]
    [InlineData("Limits:TileOrder", "--Limits:TileOrder", "99")]
    [InlineData("did you mean Database:Host", "--Databse:Host", "db")]
    [InlineData("Images:Roots", "--Images:Roots", "/no/such/folder")]
    [InlineData("Tls:Key", "--Tls:Certificate", "member.pem")]
    [InlineData("Database:PasswordFile", "--Database:PasswordFile", "/no/such/file")]
    [InlineData("Silo:GatewayPort", "--Silo:GatewayPort", "11111")]
    [InlineData("Monitoring:Port", "--Monitoring:Dashboard", "true")]
    [InlineData("--config", "--config", "/no/such.json")]
    [InlineData("--verbos", "--verbos")]
    public void A_mistake_names_its_key_and_the_remedy(string named, params string[] arguments)
    {
        var read = () => SiloArguments.Read([.. Cluster, .. arguments]);

        read.Should().Throw<InputException>().Which.Message.Should()
            .Contain(named).And.MatchRegex(@"[;,?:]").And.MatchRegex(@"[.?]$").And.NotContain("\n");
    }

    [Fact]
    public void Beyond_loopback_certificates_are_required_unless_insecurity_is_wanted()
    {
        string[] open = [.. Cluster, "--Silo:Listen", "0.0.0.0", "--Silo:Advertise", "10.0.0.1"];
        var read = () => SiloArguments.Read(open);

        read.Should().Throw<InputException>().Which.Message.Should()
            .Contain("Tls:Certificate").And.Contain("--insecure");
        SiloArguments.Read([.. open, "--insecure"]).Insecure.Should().BeTrue();
        SiloArguments.Read([.. open, "--Tls:Certificate", "a", "--Tls:Key", "b", "--Tls:Authority", "c"])
            .Cluster.Tls.Should().NotBeNull();
    }

    [Fact]
    public void A_cluster_without_image_roots_is_refused()
    {
        var read = () => SiloArguments.Read(["--Mode", "cluster"]);

        read.Should().Throw<InputException>().Which.Message.Should().Contain("Images:Roots");
    }

    [Fact]
    public void A_password_from_a_file_stays_out_of_every_text()
    {
        var settings = SiloArguments.Read([.. Cluster, "--Database:PasswordFile", Write("password", "very secret\n")]);

        settings.Cluster.Database.Password.Should().Be("very secret");
        settings.Cluster.Database.ConnectionString().Should().Contain("very secret");
        $"{settings.Cluster.Database}".Should().NotContain("very secret");
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_said_to_be_none()
    {
        var read = () => SiloArguments.Read(["--config", Write("silo.json", "{ Mode: ")]);

        read.Should().Throw<InputException>().Which.Message.Should().Contain("silo.json").And.Contain("no JSON");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
