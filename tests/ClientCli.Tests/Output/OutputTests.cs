using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Output;

public sealed class OutputTests
{
    [Fact]
    public void Numbers_are_aligned_right_and_texts_left()
    {
        using var output = new StringWriter { NewLine = "\n" };
        new TextTable("id", "flags").Add("7", "star").Add("123", "a").Write(output);
        output.ToString().Should().Be(" id  flags\n  7  star\n123  a\n");
    }

    [Theory]
    [InlineData(1.2345, 0.0678, "1.23 ± 0.07")]
    [InlineData(double.NaN, 1, "-")]
    [InlineData(1.5, double.NaN, "1.50 (no error)")]
    public void Values_are_written_with_their_errors(double value, double error, string expected)
        => Numbers.WithError(value, error, 2).Should().Be(expected);

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_no_fragment()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x.csv"], "old");
        var write = () => WholeFile.Write(folder["x.csv"], stream =>
        {
            stream.Write("half"u8);
            throw new IOException("No space left on device");
        });
        write.Should().Throw<IOException>();
        File.ReadAllText(folder["x.csv"]).Should().Be("old");
        folder.Names.Should().Equal("x.csv");
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        using var folder = new TemporaryFolder();
        var probe = () => WholeFile.Probe(folder["none/x.csv"]);
        probe.Should().Throw<CommandFailedException>().WithMessage("*none does not exist*");
    }

    [Fact]
    public void A_full_disk_is_told_apart_from_other_faults()
    {
        ErrorSentence.Of(new IOException("No space left on device : '/x'")).Should().StartWith("the disk is full");
        ErrorSentence.Of(new AggregateException(new CommandFailedException("just this."))).Should().Be("just this.");
        ErrorSentence.Of(new InvalidOperationException("odd.")).Should().Contain("odd").And.Contain("GALNET_DEBUG=1");
    }
}
