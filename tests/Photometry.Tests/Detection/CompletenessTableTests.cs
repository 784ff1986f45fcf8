using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Tests.Detection;

public class CompletenessTableTests
{
    private static readonly CataloguePoint[] Truth =
        [new(10, 10, 18), new(13, 10, 20), new(50, 50, 20.5), new(90, 20, 21.2)];

    [Fact]
    public void EverySourceIsPairedOnceAndTheBrightestChoosesFirst()
    {
        // One detection between the first two: it belongs to the brighter, although the fainter is nearer.
        CataloguePoint[] found = [new(12, 10, 17.9), new(50.5, 50, 20.4)];
        CompletenessTable.Match(Truth, found, 3).Should().Equal(0, -1, 1, -1);
        CompletenessTable.Match(Truth, found, 0.4).Should().Equal(-1, -1, -1, -1);
        CompletenessTable.Match(Truth, [], 3).Should().Equal(-1, -1, -1, -1);
    }

    [Fact]
    public void CompletenessCountsTrueMagnitudesAndPurityMeasuredOnes()
    {
        CataloguePoint[] found = [new(10, 10, 17.9), new(13, 10, 19.9), new(50, 50, 20.6), new(200, 200, 20.1)];
        var bins = CompletenessTable.Of(Truth, found, 1, [17, 20, 21, 22]);
        bins.Should().Equal(
            new CompletenessBin(17, 20, 1, 1, 2, 2), new CompletenessBin(20, 21, 2, 2, 2, 1),
            new CompletenessBin(21, 22, 1, 0, 0, 0));
        bins[1].Completeness.Should().Be(1);
        bins[1].Purity.Should().Be(0.5);
        bins[2].Completeness.Should().Be(0);
        bins[2].Purity.Should().Be(double.NaN);
    }
}
