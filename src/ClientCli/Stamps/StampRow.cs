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

    /// <summary>From a stamp's pixels and counts to arcsec and magnitudes.</summary>
    public static StampRow Of(int id, SersicFit fit, int width, int height, StampOptions options)
    {
        var units = new StampUnits(width, height, options.PixelScaleArcsec, options.ZeroPoint);
        var p = options.PaFromY ? fit.Profile with { PaDeg = fit.Profile.PaDeg - 90 } : fit.Profile;
        return new StampRow(
            id,
            units.Values(p),
            units.Errors(fit.Errors, p.Flux),
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
}
