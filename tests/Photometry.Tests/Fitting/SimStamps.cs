using System.Globalization;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>The simulated stamps of the shared data with their truth, in the fit's own units.</summary>
internal sealed class SimStamps
{
    public const int Size = 61;
    public const int PsfSize = 25;
    public const double PixelScaleArcsec = 0.2;
    public const double SkySigma = 2.21557e-12;
    public const double Gain = 3.0e13;

    private readonly float[] _pixels;
    private readonly float[] _psfs;

    private SimStamps(string cube)
    {
        _pixels = Read(SharedData.Require($"sim/{cube}.fits.gz"));
        _psfs = Read(SharedData.Require("sim/psf.fits.gz"));
        Truth = Table(SharedData.Require("sim/stamps_truth.csv"));
        Bound = Table(SharedData.Require("sim/stamps_crlb.csv"));
    }

    public static SimStamps Clean() => new("stamps_clean");

    public static SimStamps Crowded() => new("stamps_crowded");

    public int Count => Truth["id"].Length;

    public IReadOnlyDictionary<string, double[]> Truth { get; }

    public IReadOnlyDictionary<string, double[]> Bound { get; }

    public Stamp Stamp(int id, bool skyIsKnown = false) => new()
    {
        Width = Size,
        Height = Size,
        Pixels = _pixels[(id * Size * Size)..((id + 1) * Size * Size)],
        SkySigma = SkySigma,
        Gain = Gain,
        SkyIsFixed = skyIsKnown,
    };

    public PsfStamp Psf(int id)
        => new(PsfSize, PsfSize, _psfs[(id * PsfSize * PsfSize)..((id + 1) * PsfSize * PsfSize)]);

    public SersicProfile TrueProfile(int id) => new(
        Truth["x"][id] / PixelScaleArcsec + Size / 2, Truth["y"][id] / PixelScaleArcsec + Size / 2,
        Math.Pow(10, -0.4 * Truth["mag"][id]), Truth["reff"][id] / PixelScaleArcsec, Truth["q"][id],
        Truth["pa"][id], Truth["n"][id]);

    /// <summary>Measured values in the columns and units of the truth table: x, y, mag, reff, q, pa, n.</summary>
    public static double[] Row(SersicProfile p) =>
    [
        (p.XPix - Size / 2) * PixelScaleArcsec, (p.YPix - Size / 2) * PixelScaleArcsec, -2.5 * Math.Log10(p.Flux),
        p.ReffPix * PixelScaleArcsec, p.AxisRatio, p.PaDeg, p.Index,
    ];

    /// <summary>Errors in the same columns and units.</summary>
    public static double[] ErrorRow(SersicFit fit)
    {
        var e = fit.Errors;
        return
        [
            e.XPix * PixelScaleArcsec, e.YPix * PixelScaleArcsec, 2.5 / Math.Log(10) * e.Flux / fit.Profile.Flux,
            e.ReffPix * PixelScaleArcsec, e.AxisRatio, e.PaDeg, e.Index,
        ];
    }

    private static float[] Read(string path)
    {
        using var file = FitsFile.Open(path);
        var image = file.Image();
        return Enumerable.Range(0, image.Planes).SelectMany(plane => image.ReadPlane(plane)).ToArray();
    }

    private static Dictionary<string, double[]> Table(string path)
    {
        var lines = File.ReadAllLines(path).Select(l => l.Split(',')).ToArray();
        return lines[0].Select((name, column) => (name, column)).ToDictionary(c => c.name,
            c => lines.Skip(1).Select(l => double.Parse(l[c.column], CultureInfo.InvariantCulture)).ToArray());
    }
}
