using GaLNet.Tests;
using System.Text.RegularExpressions;

namespace GaLNet.Architecture.Tests;

/// <summary>Rules of the house that a reader can see and a compiler cannot.</summary>
public sealed partial class HygieneTests
{
    [Fact]
    public void No_source_file_holds_two_ideas()
        => SourceFiles().Where(file => File.ReadLines(file).Count() > 400).Select(Path.GetFileName)
            .Should().BeEmpty("a file that needs scrolling past 400 lines is two ideas");

    [Fact]
    public void One_public_type_per_file()
        => SourceFiles().Where(file => PublicTopLevelType().Count(File.ReadAllText(file)) > 1).Select(Path.GetFileName)
            .Should().BeEmpty();

    [Fact]
    public void Nothing_is_left_unfinished()
        => SourceFiles().Where(file => Unfinished().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName)
            .Should().BeEmpty();

    private static IEnumerable<string> SourceFiles()
        => Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"));

    [GeneratedRegex(@"^public (?:sealed |static |abstract |readonly |partial |ref |unsafe )*(?:class|record struct|record|struct|enum|interface) ", RegexOptions.Multiline)]
    private static partial Regex PublicTopLevelType();

    [GeneratedRegex(@"TODO|FIXME|HACK|NotImplementedException")]
    private static partial Regex Unfinished();
}
