namespace GaLNet.Tests.ClientCli.Support;

/// <summary>A small simulated field, measured once for all tests that only look at the result.</summary>
public sealed class PipelineFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    internal CommandRun Measured { get; private set; } = null!;

    internal string Image => _folder["field.fits"];

    internal string Store => _folder["catalogue.db"];

    internal string Catalogue => _folder["catalogue.fits"];

    internal string this[string name] => _folder[name];

    public async ValueTask InitializeAsync()
    {
        var simulated = await CommandRun.Of(
            "simulate", "field", "--out", _folder.Root, "--size", "420", "--extra-galaxies", "14", "--density", "1.5",
            "--seed", "3");
        simulated.ExitCode.Should().Be(0, simulated.Error);
        Measured = await CommandRun.Of("measure", Image, "--store", Store, "--out", Catalogue);
        Measured.ExitCode.Should().Be(0, Measured.Error);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
