using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Evaluation;

/// <summary>Fresh mocks of the paper's sample, of a family that no training draws from.</summary>
internal static class MockTestSets
{
    // Trainings take small seeds or dates; this word keeps evaluation's families apart from all of them.
    private const ulong Family = 0x0E7A_1DA7_E000_0000;

    /// <summary>Galaxies alone or among neighbours from number counts.</summary>
    public static TestSet Make(int count, bool isCrowded, ulong seed, CancellationToken cancellationToken)
        => isCrowded
            ? Make("mock-crowded", $"{count} fresh crowded mocks, seed {seed}",
                new MockStampOptions { Crowding = new MockCrowding() }, count, seed, cancellationToken)
            : Make("mock-clean", $"{count} fresh clean mocks, seed {seed}",
                new MockStampOptions(), count, seed, cancellationToken);

    /// <summary>Mocks of any kind, with the Cramér-Rao bounds of the galaxies.</summary>
    public static TestSet Make(
        string name, string title, MockStampOptions options, int count, ulong seed, CancellationToken cancellationToken)
    {
        var units = new StampUnits(options.SizePix, options.SizePix, options.PixelScaleArcsec, options.ZeroPoint);
        var stamps = new TestStamp[count];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken };
        Parallel.For(
            0, count, parallel, () => new MockStampGenerator(options, Family ^ seed),
            (i, _, generator) =>
            {
                var made = generator.Make(i);
                var bounds = FisherMatrix.Of(units.ToProfile(made.Truth.Galaxy), made.Stamp, made.Psf)
                    .Bounds(options.PixelScaleArcsec, skyIsFree: false);
                stamps[i] = new TestStamp(
                    WithSky(made.Stamp, options.Crowding is null && options.Backgrounds is null), made.Psf, units,
                    made.Truth.Galaxy, bounds, made.Truth.SignalToNoise);
                return generator;
            },
            _ => { });
        return new TestSet(name, title, stamps);
    }

    /// <summary>
    /// The stamp with its sky known (clean stamps) or free, the latter because faint neighbours that no engine can tell
    /// apart are a sky of their own.
    /// </summary>
    public static Stamp WithSky(Stamp stamp, bool isKnown) => new()
    {
        Width = stamp.Width,
        Height = stamp.Height,
        Pixels = stamp.Pixels,
        SkySigma = stamp.SkySigma,
        Gain = stamp.Gain,
        SkyIsFixed = isKnown,
        Search = NeighbourSearch.Everywhere,
        SignalRadiusPix = stamp.SignalRadiusPix,
    };
}
