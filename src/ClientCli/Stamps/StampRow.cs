using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Stamps;

/// <summary>One line of the table that <c>galnet stamps</c> writes.</summary>
/// <param name="Id">Number of the plane, from 0.</param>
/// <param name="Values">The seven numbers; NaN where there is no measurement.</param>
/// <param name="Errors">Their 1-sigma errors.</param>
/// <param name="Chi2">Reduced χ² over the stamp.</param>
/// <param name="Flags">What a reader must know.</param>
internal readonly record struct StampRow(
    int Id, GalaxyParameters Values, GalaxyParameters Errors, double Chi2, FitFlags Flags)
{
    /// <summary>The table's heading.</summary>
    public const string Heading =
        "id,x,y,mag,reff,q,pa,n,x_err,y_err,mag_err,reff_err,q_err,pa_err,n_err,chi2,flags";

    /// <summary>What the heading goes on with where the bounds were asked for.</summary>
    public const string BoundsHeading = ",x_crlb,y_crlb,mag_crlb,reff_crlb,q_crlb,pa_crlb,n_crlb";

    /// <summary>The Cramér-Rao bounds, where they were asked for.</summary>
    public GalaxyParameters? Bounds { get; init; }

    /// <summary>Model evaluations that the fit took.</summary>
    public int Evaluations { get; init; }

    private const double MagPerRelativeFlux = 2.5 / 2.302585092994046;

    /// <summary>From a stamp's pixels and counts to arcsec and magnitudes.</summary>
    public static StampRow Of(int id, SersicFit fit, int width, int height, StampOptions options)
    {
        var (p, e, scale) = (fit.Profile, fit.Errors, options.PixelScaleArcsec);
        var pa = options.PaFromY ? p.PaDeg - 90 : p.PaDeg;
        return new StampRow(
            id,
            new GalaxyParameters(
                (p.XPix - width / 2) * scale, (p.YPix - height / 2) * scale,
                options.ZeroPoint - 2.5 * Math.Log10(p.Flux), p.ReffPix * scale, p.AxisRatio, Wrap(pa), p.Index),
            new GalaxyParameters(
                e.XPix * scale, e.YPix * scale, MagPerRelativeFlux * e.Flux / p.Flux, e.ReffPix * scale, e.AxisRatio,
                e.PaDeg, e.Index),
            fit.Chi2,
            fit.Flags)
        {
            Evaluations = fit.Iterations,
        };
    }

    /// <summary>The line; a value that could not be measured reads nan.</summary>
    public string ToCsv()
    {
        var numbers = CsvFile.Line(
            Id.ToString(CultureInfo.InvariantCulture),
            Values.XArcsec, Values.YArcsec, Values.Mag, Values.ReffArcsec, Values.AxisRatio, Values.PaDeg, Values.Index,
            Errors.XArcsec, Errors.YArcsec, Errors.Mag, Errors.ReffArcsec, Errors.AxisRatio, Errors.PaDeg, Errors.Index,
            Chi2);
        var line = $"{numbers},{(int)Flags}";
        return Bounds is { } b
            ? CsvFile.Line(line, b.XArcsec, b.YArcsec, b.Mag, b.ReffArcsec, b.AxisRatio, b.PaDeg, b.Index)
            : line;
    }

    private static double Wrap(double angleDeg) => angleDeg - 180 * Math.Floor(angleDeg / 180);
}
