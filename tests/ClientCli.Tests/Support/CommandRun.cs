using GaLNet.ClientCli;
using GaLNet.ClientCli.Shell;

namespace GaLNet.Tests.ClientCli.Support;

/// <summary>One command line run in this process: exit code and what it said.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static async Task<CommandRun> Of(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await GalnetApp.RunAsync(
            arguments, new Terminal { Out = output, Error = error }, TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }

    /// <summary>Ended with the code, and said one sentence that holds all these words and no stack trace.</summary>
    public void ShouldFail(int exitCode, params string[] words)
    {
        ExitCode.Should().Be(exitCode, Error);
        Error.Should().StartWith("galnet: ").And.NotContain("   at ");
        foreach (var word in words)
        {
            Error.Should().Contain(word);
        }
    }

    /// <summary>Bad input: exit code 1, one line, no stack trace.</summary>
    public void ShouldRefuse(params string[] words)
    {
        ShouldFail(1, words);
        Error.TrimEnd().Should().NotContain("\n", "one clear sentence is enough");
    }
}
