using GaLNet.Tests;
using System.Reflection;
using System.Xml.Linq;

namespace GaLNet.Architecture.Tests;

/// <summary>Holds the directions of the arrows between the rooms (docs/design.md).</summary>
public sealed class ArrowTests
{
    private static readonly string[] ForeignToScience = ["Orleans", "OnnxRuntime", "TorchSharp", "Spectre", "SkiaSharp"];

    /// <summary>Which rooms each room may name in its project file.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Sky"] = [],
        ["Photometry"] = [],
        ["Output"] = [],
        ["Stamps"] = ["Photometry", "Sky"],
        ["Inference"] = ["Photometry"],
        ["Training"] = ["Inference", "Output", "Photometry", "Stamps"],
        ["Grains.Interfaces"] = ["Photometry", "Sky"],
        ["Grains"] = ["Grains.Interfaces", "Inference", "Photometry", "Sky"],
        ["Silo"] = ["Grains"],
        ["ClientCli"] = ["Grains.Interfaces", "Output", "Silo", "Stamps"],
    };

    [Theory]
    [InlineData("GaLNet.Sky")]
    [InlineData("GaLNet.Photometry")]
    public void Science_loads_nothing_of_the_system(string room)
    {
        var seen = new HashSet<string>();
        var queue = new Queue<Assembly>([Assembly.Load(room)]);
        while (queue.TryDequeue(out var assembly))
        {
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                if (reference.Name!.StartsWith("System", StringComparison.Ordinal) || !seen.Add(reference.Name))
                {
                    continue;
                }

                queue.Enqueue(Assembly.Load(reference));
            }
        }

        seen.Should().NotContain(name => ForeignToScience.Any(foreign => name.Contains(foreign)));
        seen.Should().NotContain(name => name.StartsWith("GaLNet.", StringComparison.Ordinal));
    }

    [Fact]
    public void Project_references_follow_the_arrows()
    {
        var source = Path.Combine(SharedData.RepositoryRoot, "src");
        var rooms = Directory.GetDirectories(source).Select(folder => Path.GetFileName(folder)!).ToArray();
        rooms.Should().BeEquivalentTo(Allowed.Keys, "a new room needs its arrows written down here");
        foreach (var room in rooms)
        {
            Names(room, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path))
                .Should().BeSubsetOf(Allowed[room], $"that is what {room} may know");
        }
    }

    [Theory]
    [InlineData("Sky")]
    [InlineData("Photometry")]
    public void Science_references_no_package_of_the_system(string room)
        => Names(room, "PackageReference")
            .Should().NotContain(name => ForeignToScience.Any(foreign => name.Contains(foreign)));

    private static IEnumerable<string> Names(string room, string kind)
        => XDocument.Load(Path.Combine(SharedData.RepositoryRoot, "src", room, $"{room}.csproj"))
            .Descendants(kind).Select(element => element.Attribute("Include")!.Value);
}
