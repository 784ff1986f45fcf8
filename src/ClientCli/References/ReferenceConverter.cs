using System.Globalization;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Output;
using GaLNet.Sky.Wcs;

namespace GaLNet.ClientCli.References;

/// <summary>Turns rows of somebody's catalogue into measurements in our units and frames.</summary>
/// <param name="format">The catalogue's conventions.</param>
/// <param name="wcs">World coordinates of the image that was measured; null when no pixel quantity is given.</param>
/// <param name="pixelScaleArcsec">Arcsec per pixel that the user gave for the image, or null.</param>
internal sealed class ReferenceConverter(ReferenceFormat format, CelestialWcs? wcs, double? pixelScaleArcsec = null)
{
    private const double MagPerLn = 1.0857362047581294;

    // Guesses and bounds are written with a few digits.
    private const double SameValue = 2e-4;

    /// <summary>Positions of all rows, degrees; NaN where a row has none.</summary>
    public (double RaDeg, double DecDeg)[] Positions(ReferenceColumns columns, int count)
    {
        if (!columns.HasSky && wcs is null)
        {
            throw new CommandFailedException(
                "the catalogue gives positions in pixels only: say with --image which image of the catalogue (or which "
                + "FITS file) they belong to.");
        }

        var places = new (double, double)[count];
        for (var row = 0; row < count; row++)
        {
            places[row] = columns.HasSky
                ? (columns["ra", row], columns["dec", row])
                : wcs!.PixelToSky(ToFits(columns["x", row]), ToFits(columns["y", row]));
        }

        return places;
    }

    /// <summary>One row; null where it holds no galaxy fit (no radius and no index, as of a star).</summary>
    public ReferenceMeasurement? Convert(
        ReferenceColumns columns, int row, string id, (double RaDeg, double DecDeg) place, string name, string hash)
    {
        var ellipse = EllipseOf(columns, row);
        var n = columns["n", row];
        if (double.IsNaN(ellipse.Major) && double.IsNaN(n))
        {
            return null;
        }

        var frame = FrameAt(columns, row, place);
        var scale = double.IsNaN(format.RadiusUnitArcsec) ? frame.PixelScaleArcsec : format.RadiusUnitArcsec;
        var (mag, magError) = Brightness(columns, row);
        var reff = ellipse.Major * scale;
        var theirs = columns["flags", row];
        return new ReferenceMeasurement
        {
            Reference = name,
            ContentHash = hash,
            GalaxyId = -1,
            SourceId = id,
            RaDeg = place.RaDeg,
            DecDeg = place.DecDeg,
            Mag = mag,
            ReffArcsec = reff,
            Q = ellipse.Q,
            PaDeg = ToSky(ellipse.AngleDeg, frame),
            N = n,
            MagError = magError,
            ReffError = ellipse.MajorError * scale,
            QError = ellipse.QError,
            PaError = ellipse.AngleErrorDeg,
            NError = Sigma(columns["n_err", row]),
            Chi2 = columns["chi2", row],
            SeparationArcsec = 0,
            Flags = (int)FlagsOf(ellipse, mag, reff, n, theirs),
            TheirFlags = double.IsFinite(theirs) ? (long)theirs : 0,
        };
    }

    private Ellipse EllipseOf(ReferenceColumns c, int row)
    {
        double Error(string quantity) => Sigma(c[quantity, row]);
        var ellipse = format.Axis switch
        {
            AxisKind.E1E2 => Ellipse.OfE1E2(
                c["reff", row], c["e1", row], c["e2", row], Error("reff_err"), Error("e1_err"), Error("e2_err")),
            AxisKind.Covariance => Ellipse.OfCovariance(
                c["reff_x", row], c["reff_y", row], c["rho", row],
                Error("reff_x_err"), Error("reff_y_err"), Error("rho_err")),
            AxisKind.Ellipticity => new Ellipse(
                c["reff", row], 1 - c["ellipticity", row], c["pa", row] * format.AngleUnitDeg,
                Error("reff_err"), Error("ellipticity_err"), Error("pa_err") * format.AngleUnitDeg),
            _ => new Ellipse(
                c["reff", row], c["q", row], c["pa", row] * format.AngleUnitDeg,
                Error("reff_err"), Error("q_err"), Error("pa_err") * format.AngleUnitDeg),
        };
        return format.Radius == RadiusKind.Circularised ? ellipse.WithCircularisedRadius() : ellipse;
    }

    private (double Mag, double Error) Brightness(ReferenceColumns columns, int row)
    {
        if (double.IsNaN(format.FluxZeroPoint))
        {
            return (columns["mag", row] + format.MagOffset, Sigma(columns["mag_err", row]));
        }

        var flux = columns["flux", row];
        return flux > 0
            ? (format.FluxZeroPoint - 2.5 * Math.Log10(flux) + format.MagOffset,
                MagPerLn * Sigma(columns["flux_err", row]) / flux)
            : (double.NaN, double.NaN);
    }

    // 0 stands for "not determined", in variances as in errors.
    private double Sigma(double stated)
        => stated > 0 ? format.ErrorsAreInverseVariances ? 1 / Math.Sqrt(stated) : stated : double.NaN;

    private LocalFrame FrameAt(ReferenceColumns columns, int row, (double RaDeg, double DecDeg) place)
    {
        var needsFrame = double.IsNaN(format.RadiusUnitArcsec) || format.Angle != AngleFrame.NorthEast;
        if (!needsFrame)
        {
            return default;
        }

        if (wcs is not null)
        {
            double x, y;
            if (columns.HasPixels)
            {
                (x, y) = (ToFits(columns["x", row]), ToFits(columns["y", row]));
            }
            else if (!wcs.TrySkyToPixel(place.RaDeg, place.DecDeg, out x, out y))
            {
                return new LocalFrame(double.NaN, double.NaN, 1);
            }

            var frame = wcs.FrameAt(x, y);
            return pixelScaleArcsec is { } given ? frame with { PixelScaleArcsec = given } : frame;
        }

        // North up, East to the left.
        return double.IsFinite(format.NorthUpPixelScaleArcsec)
            ? new LocalFrame(pixelScaleArcsec ?? format.NorthUpPixelScaleArcsec, 90, 1)
            : throw new CommandFailedException(
                "the catalogue gives pixels or angles on an image: say with --image which image of the catalogue (or "
                + "which FITS file) they belong to.");
    }

    private double ToSky(double angleDeg, LocalFrame frame) => format.Angle switch
    {
        AngleFrame.ImageX => frame.SkyPaDeg(angleDeg),
        AngleFrame.ImageY => frame.SkyPaDeg(angleDeg + 90),
        _ => Photometry.Statistics.PositionAngles.Wrap(angleDeg),
    };

    private double ToFits(double pixel) => pixel + 1 - format.FirstPixel;

    private ReferenceFlags FlagsOf(Ellipse ellipse, double mag, double reff, double n, double theirs)
    {
        bool Has(IReadOnlyDictionary<string, double[]> list, string quantity, double value)
            => list.TryGetValue(quantity, out var values)
                && Array.Exists(values, one => Math.Abs(value - one) <= SameValue * Math.Max(1, Math.Abs(one)));
        var flags = format.IsCentreFitted ? ReferenceFlags.None : ReferenceFlags.CentreNotFitted;
        void Set(bool isSet, ReferenceFlags flag) => flags |= isSet ? flag : ReferenceFlags.None;
        Set(Has(format.InitialGuess, "pa", ellipse.AngleDeg), ReferenceFlags.PaPileUp);
        Set(Has(format.InitialGuess, "q", ellipse.Q), ReferenceFlags.AxisRatioPileUp);
        Set(Has(format.Bounds, "n", n), ReferenceFlags.IndexAtBound);
        Set(Has(format.Bounds, "reff", reff), ReferenceFlags.ReffAtBound);
        Set(Has(format.Bounds, "q", ellipse.Q), ReferenceFlags.AxisRatioAtBound);
        Set(Has(format.Bounds, "mag", mag), ReferenceFlags.MagAtBound);
        Set(double.IsFinite(theirs) && ((long)theirs & format.DoubtfulFlags) != 0, ReferenceFlags.FlaggedByCode);
        return flags;
    }
}
