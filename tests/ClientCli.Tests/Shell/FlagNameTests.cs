using GaLNet.Photometry.Fitting;

namespace GaLNet.Tests.ClientCli.Shell;

public sealed class FlagNameTests
{
    [Fact]
    public void Every_flag_has_a_name_and_a_description_of_its_own()
    {
        var flags = Enum.GetValues<FitFlags>().Where(flag => flag != FitFlags.None).ToArray();
        FitFlagNames.All.Should().Equal(flags);
        flags.Select(FitFlagNames.NameOf).Should().OnlyHaveUniqueItems()
            .And.OnlyContain(name => !name.StartsWith("bit_", StringComparison.Ordinal));
        flags.Select(FitFlagNames.DescriptionOf).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void Sets_are_decoded_lowest_bit_first_and_unknown_bits_are_not_hidden()
        => FitFlagNames.Decode(FitFlags.Star | FitFlags.MaskedPixels | (FitFlags)(1 << 20))
            .Should().Equal("masked_pixels", "star", "bit_20");
}
