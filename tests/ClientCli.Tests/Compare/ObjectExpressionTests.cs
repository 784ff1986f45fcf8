using GaLNet.ClientCli.Compare;
using GaLNet.Output;

namespace GaLNet.Tests.ClientCli.Compare;

public sealed class ObjectExpressionTests
{
    private static readonly ComparedObject One = new(
        1, "8/1", [20, 2, 0.5, 175, 4], [0.1, 0.2, 0.01, 3, 0.5], [21, 1, 0.8, 5, 2], [0.2, double.NaN, 0.02, 4, 0],
        1.5, 60, 0.7, 0.3, 0, 6);

    [Theory]
    [InlineData("abs(dMag) > 0.9", true)]
    [InlineData("dMag == -1", true)]
    [InlineData("dPa == -10", true)]
    [InlineData("abs(zPa) == 2", true)]
    [InlineData("zReff == 5", true)]
    [InlineData("ref_q - q > .29 and ref_q-q<3e-1+1e-9", true)]
    [InlineData("2 + 3 * 4 ^ 2 == 50", true)]
    [InlineData("-2 ^ 2 == -4", true)]
    [InlineData("8 / 4 / 2 == 1 && 8 - 4 - 2 == 2", true)]
    [InlineData("!(n > 3) || not sn < 50", true)]
    [InlineData("n > 3 && n < 4", false)]
    [InlineData("max(mag, 3, n) == MAG", true)]
    [InlineData("log10(100) == 2 && sqrt(4) != 3", true)]
    [InlineData("ref_reff_err > 0", false)]
    [InlineData("ref_reff_err", false)]
    [InlineData("separation", true)]
    [InlineData("sn == 60 && SN > 59 && zN == 4", true)]
    public void Says_what_it_says(string text, bool holds) => ObjectExpression.Parse(text)(One).Should().Be(holds);

    [Theory]
    [InlineData("abs(dMag", "the end")]
    [InlineData("foo > 1", "'foo > 1'", "dMag")]
    [InlineData("mag > > 1", "'> 1'")]
    [InlineData("mag 20", "'20'", "an operator")]
    [InlineData("1..2 > 0", "a number")]
    [InlineData("System.IO", "expected")]
    [InlineData("", "the end")]
    public void Refuses_the_rest_with_the_place(string text, params string[] words)
    {
        var parsing = () => ObjectExpression.Parse(text);
        var message = parsing.Should().Throw<CommandFailedException>().Which.Message;
        words.Should().OnlyContain(word => message.Contains(word));
    }
}
