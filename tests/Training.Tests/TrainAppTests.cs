using GaLNet.Training;

namespace GaLNet.Tests.Training;

/// <summary>Bad options end in one sentence and a code that is not zero.</summary>
public sealed class TrainAppTests
{
    [Theory]
    [InlineData("both --samples and --minutes", "--samples", "100", "--minutes", "1")]
    [InlineData("nothing to learn", "--samples", "0")]
    [InlineData("four numbers", "--widths", "1,2,3")]
    public async Task BadPlansAreRefused(string why, params string[] options)
    {
        var folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        using var error = new StringWriter();

        var code = await TrainApp.RunAsync(
            ["train", "--preset", "smoke", "--out", folder, .. options], error,
            TestContext.Current.CancellationToken);

        code.Should().NotBe(0);
        error.ToString().Should().StartWith("galnet-train: ").And.Contain(why);
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public async Task ResumingNothingIsRefused()
    {
        using var error = new StringWriter();

        var code = await TrainApp.RunAsync(
            ["train", "--out", "/nowhere/at/all", "--resume"], error, TestContext.Current.CancellationToken);

        code.Should().Be(1);
        error.ToString().Should().Contain("does not exist");
    }

    [Fact]
    public async Task AnUnknownPresetIsRefused()
    {
        using var error = new StringWriter();

        var code = await TrainApp.RunAsync(
            ["train", "--preset", "huge", "--out", "x"], error, TestContext.Current.CancellationToken);

        code.Should().NotBe(0);
        error.ToString().Should().Contain("huge");
    }
}
