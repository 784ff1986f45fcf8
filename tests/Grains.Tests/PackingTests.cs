using GaLNet.Grains.Serving;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Tests;

/// <summary>Stamps and fits travel between silos to the last bit, and whole.</summary>
public sealed class PackingTests
{
    [Fact]
    public void A_stamp_arrives_as_it_left()
    {
        StampAndPsf[] stamps =
        [
            new(
                new Stamp
                {
                    Width = 3,
                    Height = 2,
                    Pixels = [1, float.NaN, -3, 4e-13f, float.PositiveInfinity, 6],
                    SkySigma = 1e-12,
                    SkyVariance = [1, 2, 3, 4, 5, 6],
                    Sigma = [6, 5, 4, 3, 2, 1],
                    Mask = [0, 1, 0, 0, 255, 0],
                    Gain = 3e13,
                    Sky = -0.25,
                    SkyIsFixed = true,
                    Guess = new SersicProfile(1, 2, 3, 4, 0.5, 6, 7),
                    Neighbours = [new Neighbour(1, 2, 3, 4, true), new Neighbour(5, 6, 7, 8, false)],
                    Search = NeighbourSearch.OutsideTarget,
                    SignalRadiusPix = 7.25,
                },
                new PsfStamp(1, 3, [0.25f, 0.5f, 0.25f], 3, false)),
            new(
                new Stamp { Width = 1, Height = 1, Pixels = [7] },
                new PsfStamp(1, 1, [1])),
        ];
        StampPacking.Unpack(StampPacking.Pack(stamps)).Should().BeEquivalentTo(stamps, options => options
            .ComparingRecordsByMembers().WithStrictOrdering());
        // A new property that is not packed would be lost on the way: pack it, raise the layout, count it here.
        (typeof(Stamp).GetProperties().Length, typeof(PsfStamp).GetProperties().Length).Should().Be((14, 5));
    }

    [Fact]
    public void A_fit_arrives_as_it_left()
    {
        SersicFit[] fits =
        [
            new SersicFit
            {
                Profile = new SersicProfile(1, 2, 3, 4, 0.5, 6, 7),
                Errors = new SersicProfile(.1, .2, .3, .4, .05, .6, .7),
                Errors95 = new SersicProfile(.2, .4, .6, .8, .1, 1.2, 1.4),
                Sky = 1e-13,
                SkyError = 2e-14,
                Covariance = [.. Enumerable.Range(0, 64).Select(i => (double)i)],
                Chi2 = 1.25,
                Chi2Reff = double.NaN,
                SignalToNoise = 99,
                Flags = FitFlags.OutsideTrainingDomain | FitFlags.Blended,
                Iterations = 12,
                FittedNeighbours = [new SersicProfile(7, 6, 5, 4, 0.3, 2, 1)],
            },
            SersicFit.NotMeasured(FitFlags.Saturated),
        ];
        var batch = FitPacking.Pack("model", fits);
        batch.ModelId.Should().Be("model");
        FitPacking.Unpack(batch).Should().BeEquivalentTo(fits, options => options
            .ComparingRecordsByMembers().WithStrictOrdering());
        typeof(SersicFit).GetProperties(System.Reflection.BindingFlags.Instance
            | System.Reflection.BindingFlags.Public).Length.Should().Be(12);
    }

    [Fact]
    public void Another_layout_is_refused()
    {
        var packed = StampPacking.Pack([]);
        packed.Bytes[0]++;
        var unpack = () => StampPacking.Unpack(packed);
        unpack.Should().Throw<InvalidDataException>().WithMessage("*layout*");
    }
}
