using System.CommandLine;
using GaLNet.ClientCli;
using GaLNet.ClientCli.Shell;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

public sealed class UsageTests
{
    public static TheoryData<string> VerbPaths()
    {
        var data = new TheoryData<string>();
        foreach (var command in GalnetApp.BuildRoot(Terminal.OfProcess()).Subcommands)
        {
            foreach (var leaf in command.Subcommands.Count > 0 ? command.Subcommands : [command])
            {
                data.Add(leaf == command ? command.Name : $"{command.Name} {leaf.Name}");
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(VerbPaths))]
    public async Task Help_of_every_verb_teaches_by_examples_that_parse(string verb)
    {
        var run = await CommandRun.Of([.. verb.Split(' '), "--help"]);
        run.ExitCode.Should().Be(0);
        run.Out.Should().Contain("Examples:").And.Contain($"galnet {verb}");
        var root = GalnetApp.BuildRoot(Terminal.OfProcess());
        foreach (var line in ExampleLines(run.Out))
        {
            root.Parse(line).Errors.Should().BeEmpty($"'{line}' is given as an example");
        }
    }

    [Fact]
    public async Task Help_lists_every_verb_of_the_specification()
    {
        var run = await CommandRun.Of("--help");
        const string verbs =
            "measure ingest process export galaxy tile cone status psf refit stamps simulate plot inspect demo";
        foreach (var verb in verbs.Split(' '))
        {
            run.Out.Should().MatchRegex($@"(?m)^  {verb}\b");
        }
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("measure --out x.fits")]
    [InlineData("measure a.fits")]
    [InlineData("measure a.fits --out x.fits --stamp-size 60")]
    [InlineData("measure a.fits --out x.fits --gain -3")]
    [InlineData("measure a.fits --out x.fits --engine magic")]
    [InlineData("stamps a.fits --psf p.fits --zero-point nan --pixel-scale 0.2 --gain 1 --out x.csv")]
    [InlineData("stamps a.fits --psf p.fits --zero-point 0 --pixel-scale 0.2 --gain 1 --pa-frame z --out x.csv")]
    [InlineData("cone 10 95 3")]
    [InlineData("cone 10 45 0")]
    [InlineData("refit everything")]
    [InlineData("galaxy twelve")]
    [InlineData("simulate stamps --size 60 --out d")]
    public async Task A_command_line_that_makes_no_sense_is_a_usage_error(string line)
    {
        var run = await CommandRun.Of(line.Split(' '));
        run.ShouldFail(2, "--help");
        run.Out.Should().BeEmpty();
    }

    [Fact]
    public async Task A_negative_declination_is_an_argument_not_an_option()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("cone", "10.5", "-30.25", "5", "--store", folder["none.db"]);
        run.ShouldRefuse("none.db", "--store");
        folder.Names.Should().BeEmpty("a query must not create a catalogue");
    }

    private static IEnumerable<string> ExampleLines(string help)
        => help[help.IndexOf("Examples:", StringComparison.Ordinal)..]
            .Replace("\\\n", " ", StringComparison.Ordinal)
            .Split('\n').Skip(1).Select(line => line.Trim())
            .Where(line => line.StartsWith("galnet ", StringComparison.Ordinal))
            .Select(line => line["galnet ".Length..].Split(" #")[0].Split(" |")[0]);
}
