using GaLNet.Grains.Images;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Measuring;
using GaLNet.Grains.State;
using GaLNet.Grains.Tests.Support;
using GaLNet.Photometry.Fitting;
using GaLNet.Sky.Fits;

namespace GaLNet.Grains.Tests;

public sealed class StampTests
{
    private const int Side = 40;

    [Fact]
    public void A_stamp_at_the_edge_says_what_is_missing_and_why()
    {
        using var folder = new TempFolder();
        var (pixels, weight, mask) = (new float[Side * Side], new float[Side * Side], new float[Side * Side]);
        for (var at = 0; at < pixels.Length; at++)
        {
            (pixels[at], weight[at]) = (at, 4);
        }

        pixels[(5 * Side) + 2] = float.NaN;
        mask[(6 * Side) + 3] = 16;
        weight[(7 * Side) + 4] = 0;
        weight[(8 * Side) + 5] = 16;
        pixels[(9 * Side) + 9] = 1e6f;
        using var planes = Planes(folder, pixels, weight, mask);
        var sources = Sources((3, 5), (8, 5), (30, 30), (14, 5));

        var cut = StampCutter.Cut(planes, Info(folder, saturation: 1e5), sources, 0, 15);
        var stamp = cut.Stamp;

        (cut.X0, cut.Y0).Should().Be((-4, -2));
        cut.Flags.Should().Be(FitFlags.ImageEdge | FitFlags.MaskedPixels);
        for (var y = 0; y < 15; y++)
        {
            for (var x = 0; x < 15; x++)
            {
                int ix = x - 4, iy = y - 2, at = y * 15 + x;
                var isInside = ix >= 0 && iy >= 0;
                var isSpoilt = (ix, iy) is (2, 5) or (3, 6) or (4, 7) or (9, 9);
                stamp.Mask![at].Should().Be(isSpoilt ? (byte)1 : (byte)0, $"pixel {ix}, {iy}");
                var value = isInside ? pixels[iy * Side + ix] : float.NaN;
                stamp.Pixels[at].Should().Be(value);
                if (isInside && (ix, iy) != (4, 7))
                {
                    // sigma² = 9 holds for the typical weight of 4; variance goes as 1 / weight
                    stamp.SkyVariance![at].Should().Be((ix, iy) == (5, 8) ? 9f * 4 / 16 : 9f);
                }
            }
        }

        stamp.Guess!.Value.XPix.Should().Be(7);
        stamp.Guess.Value.YPix.Should().Be(7);
        stamp.SignalRadiusPix.Should().BeApproximately(7.5, 1e-9);
        stamp.Neighbours.Select(one => (one.XPix, one.YPix)).Should().Equal([(12, 7), (18, 7)],
            "the light of a source reaches four of its radii, and the third is far away");
    }

    [Fact]
    public void Saturated_pixels_of_the_galaxy_are_left_out_and_flagged()
    {
        using var folder = new TempFolder();
        var pixels = new float[Side * Side];
        pixels[(20 * Side) + 20] = 1e6f;
        using var planes = Planes(folder, pixels, null, null);

        var near = StampCutter.Cut(planes, Info(folder, saturation: 1e5), Sources((20.4, 19.8)), 0, 15);
        var far = StampCutter.Cut(planes, Info(folder, saturation: 1e5), Sources((14, 14)), 0, 15);

        near.Flags.Should().Be(FitFlags.MaskedPixels | FitFlags.Saturated);
        near.Stamp.Mask![(20 - near.Y0) * 15 + 20 - near.X0].Should().Be(1);
        far.Flags.Should().Be(FitFlags.MaskedPixels);
        near.Stamp.SkyVariance.Should().BeNull();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(33, false)]
    [InlineData(-70, true)]
    public async Task Position_angles_are_from_North_through_East_on_any_image(double rotationDeg, bool isMirrored)
    {
        using var folder = new TempFolder();
        var field = PaintedField.Make().Write(folder.File("a.fits"), rotationDeg, isMirrored);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), 7);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var rows = (await catalogue.Rows()).Where(row => row.Engine == "fake").ToArray();
        var elongated = field.Sources.Where(source => source.Kind == 'g' && source.Q < 0.75).ToArray();

        elongated.Length.Should().BeGreaterThan(15);
        foreach (var source in elongated)
        {
            var row = rows.Single(one => Math.Abs(one.XFits - 1 - source.XPix) < 1
                && Math.Abs(one.YFits - 1 - source.YPix) < 1);
            // North lies at 90 + rotation from +x; East a right angle further, or back when the image is mirrored.
            var expected = (isMirrored ? -1 : 1) * (source.ThetaDeg - 90 - rotationDeg);
            var difference = row.PaDeg - expected;
            difference -= 180 * Math.Round(difference / 180);
            difference.Should().BeInRange(-8, 8, $"{source}");
            row.PaDeg.Should().BeInRange(0, 180);
            // A half-light radius of 1.18 sigma: 1.18 * 5 pixels of 0.2 arcsec, widened by nothing.
            row.ReffArcsec.Should().BeInRange(0.7, 1.4);
        }
    }

    private static ImagePlanes Planes(TempFolder folder, float[] pixels, float[]? weight, float[]? mask)
    {
        FitsImageWriter.Write(folder.File("i.fits"), pixels, Side, Side, 1, PaintedField.Header());
        Write(folder.File("w.fits"), weight);
        Write(folder.File("m.fits"), mask);
        return ImagePlanes.Open(new ImageSource
        {
            Path = folder.File("i.fits"),
            WeightPath = weight is null ? null : folder.File("w.fits"),
            MaskPath = mask is null ? null : folder.File("m.fits"),
        });

        static void Write(string path, float[]? plane)
        {
            if (plane is not null)
            {
                FitsImageWriter.Write(path, plane, Side, Side);
            }
        }
    }

    private static ImageInfo Info(TempFolder folder, double saturation) => new()
    {
        ImageId = "test",
        Source = new ImageSource { Path = folder.File("i.fits") },
        Width = Side,
        Height = Side,
        Band = "",
        ZeroPoint = new CalibrationValue(25, ""),
        Gain = new CalibrationValue(2, ""),
        Saturation = new CalibrationValue(saturation, ""),
        PixelScaleArcsec = new CalibrationValue(0.2, ""),
        CornerRaDeg = [],
        CornerDecDeg = [],
        Tiles = [],
    };

    private static SourceList Sources(params (double X, double Y)[] places)
    {
        double[] All(double value) => [.. places.Select(_ => value)];
        return new SourceList
        {
            GalaxyId = [.. places.Select((_, i) => (long)i)],
            RaDeg = All(0),
            DecDeg = All(0),
            XPix = [.. places.Select(place => place.X)],
            YPix = [.. places.Select(place => place.Y)],
            Flux = All(1000),
            FluxError = All(1),
            SignalToNoise = All(100),
            RadiusPix = All(2),
            AxisRatio = All(1),
            ThetaDeg = All(0),
            Sky = All(0),
            SkySigma = All(3),
            Bits = new int[places.Length],
        };
    }
}
