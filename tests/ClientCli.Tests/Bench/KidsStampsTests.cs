using GaLNet.ClientCli.Bench;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Tests.ClientCli.Bench;

/// <summary>Stamps of <c>galnet bench real</c> cut from a real KiDS field.</summary>
public sealed class KidsStampsTests
{
    [Fact]
    public void Bright_galaxies_agree_with_sextractor_in_the_median()
    {
        var folder = Path.GetDirectoryName(Path.GetDirectoryName(SharedData.Require(KidsReference.Image)))!;
        var bright = KidsStamps.Read(new BenchData(folder))
            .Where(stamp => stamp.Reference.Mag < KidsReference.BrightMag).ToArray();
        bright.Length.Should().BeGreaterThan(10);
        var engine = new Chi2Engine();
        var pairs = bright.AsParallel().Select(stamp => (
            Ours: stamp.Units.Values(engine.Measure(stamp.Item.Stamp, stamp.Item.Psf).Profile),
            Theirs: stamp.Reference)).Where(pair => double.IsFinite(pair.Ours.Index)).ToArray();
        pairs.Length.Should().BeGreaterThan(10);
        ErrorStatistics.Median([.. pairs.Select(p => p.Ours.Mag - p.Theirs.Mag)]).Should().BeApproximately(0, 0.03);
        ErrorStatistics.Median([.. pairs.Select(p => p.Ours.ReffArcsec / p.Theirs.ReffArcsec)])
            .Should().BeApproximately(1, 0.04);
        ErrorStatistics.Median([.. pairs.Where(p => p.Theirs.AxisRatio < 0.9)
            .Select(p => Math.Abs(PositionAngles.Difference(p.Ours.PaDeg, p.Theirs.PaDeg)))]).Should().BeLessThan(3);
    }
}
