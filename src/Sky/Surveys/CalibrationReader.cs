using System.Globalization;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.Sky.Surveys;

/// <summary>
/// Reads one image's calibration: options first, then keywords, then what the survey's convention says.
/// </summary>
internal sealed class CalibrationReader(FitsHeader primary, FitsHeader image, CalibrationOverrides overrides)
{
    private const string Assumed = "assumed";

    private static readonly string[] ZeroPointKeys =
    [
        "MAGZP", "MAGZERO", "MAG_ZERO", "MAGZPT", "MAGZEROP", "PHOTZP", "ZPAB", "ZEROPNT", "ZEROPOIN", "ZEROPT",
        "ABMAGZP", "MAG_ZP", "MAG0",
    ];

    private readonly SurveyKeywords _keys = new(primary, image);
    private readonly List<string> _notes = [];

    public ImageCalibration Read()
    {
        var scale = PixelScale();
        var zeroPoint = ZeroPoint(scale?.Value);
        var exposure = _keys.Numbers("EXPTIME", "TEXPTIME", "EXPOSURE").Cast<Sourced<double>?>().FirstOrDefault();
        if (zeroPoint is { } zp && exposure is { Value: not 1 } time
            && zp.Source.EndsWith("keyword", StringComparison.Ordinal)
            && !zp.Source.StartsWith("PHOTFLAM", StringComparison.Ordinal))
            _notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"{time.Source} is {time.Value} s; the zero point is taken per stored count and was not divided by it "
                + $"(GALFIT would add {2.5 * Math.Log10(time.Value):F3} mag)."));
        return new ImageCalibration
        {
            Survey = SurveyProfile.Recognise(_keys),
            ZeroPoint = zeroPoint,
            Gain = Gain(exposure?.Value),
            Saturation = Saturation(),
            Band = Band(),
            ExposureSeconds = exposure,
            PixelScaleArcsec = scale,
            Notes = _notes,
        };
    }

    private Sourced<double>? ZeroPoint(double? scaleArcsec)
    {
        if (overrides.ZeroPoint is { } given)
            return new Sourced<double>(given, "--zero-point option");
        var found = FluxZeroPoints().Concat(_keys.Numbers(ZeroPointKeys)).Concat(UnitZeroPoints(scaleArcsec))
            .Concat(SurveyProfile.ZeroPoints(_keys)).ToList();
        // DECam's MAGZPT is MAGZERO for counts per second: no contradiction.
        var perSecond = 2.5 * Math.Log10(_keys.Number("EXPTIME") is > 0 and { } time ? time : 1);
        foreach (var other in found.Skip(1).Where(o => Math.Abs(o.Value - found[0].Value) > 0.001
            && Math.Abs(o.Value + perSecond - found[0].Value) > 0.005))
            _notes.Add($"{other.Source} gives a zero point of {other.Value:F4}, {found[0].Source} one of "
                + $"{found[0].Value:F4}, which is used; --zero-point decides otherwise.");
        return found.Count > 0 ? found[0] : null;
    }

    private IEnumerable<Sourced<double>> FluxZeroPoints()
    {
        // Flux of a zeroth-magnitude source in counts: LSST's stack as HSC-SSP uses it.
        if (_keys.Number("FLUXMAG0") is > 0 and { } flux)
            yield return new Sourced<double>(2.5 * Math.Log10(flux), "FLUXMAG0 keyword");
        // HST: inverse sensitivity and pivot wavelength (WFC3 Data Handbook, §9.1), for counts per second.
        if (_keys.Number("PHOTFLAM") is > 0 and { } photFlam && _keys.Number("PHOTPLAM") is > 0 and { } pivot)
        {
            var perSecond = -2.5 * Math.Log10(photFlam) - 5 * Math.Log10(pivot) - 2.408;
            var isRate = _keys.Text("BUNIT") is { } unit && unit.Contains("/S", StringComparison.OrdinalIgnoreCase);
            if (isRate || _keys.Number("EXPTIME") is not (> 0 and { } time))
                yield return new Sourced<double>(perSecond, "PHOTFLAM and PHOTPLAM keywords");
            else
                yield return new Sourced<double>(perSecond + 2.5 * Math.Log10(time),
                    "PHOTFLAM, PHOTPLAM and EXPTIME keywords");
        }
    }

    private IEnumerable<Sourced<double>> UnitZeroPoints(double? scaleArcsec)
    {
        if (_keys.Text("BUNIT") is { } unit && FluxUnit.ZeroPointAb(unit, scaleArcsec) is { } zeroPoint)
            yield return new Sourced<double>(zeroPoint, $"BUNIT keyword ({unit})");
    }

    private Sourced<double> Gain(double? exposureSeconds)
    {
        if (overrides.Gain is { } given)
            return new Sourced<double>(given, "--gain option");
        // Rates have no noise of their own: a count per second stands for EXPTIME electrons.
        if (_keys.Text("BUNIT") is { } unit && unit.Contains("ELECTRONS/S", StringComparison.OrdinalIgnoreCase)
            && exposureSeconds is > 0 and { } time)
            return new Sourced<double>(time, "EXPTIME keyword (electrons per second)");
        foreach (var gain in _keys.Numbers("GAIN", "EGAIN", "GAINEFF", "ARAWGAIN", "CCDGAIN", "GAINA").Concat(
            SurveyProfile.Gains(_keys)))
        {
            if (gain.Value > 0)
                return gain;
        }
        return new Sourced<double>(double.PositiveInfinity, Assumed);
    }

    private Sourced<double> Saturation()
    {
        if (overrides.Saturation is { } given)
            return new Sourced<double>(given, "--saturation option");
        var found = _keys.Numbers("SATURATE", "SATURVAL", "SATUR", "SATURLEV", "SATLEVEL", "SATURATA")
            .Where(s => s.Value > 0)
            .Cast<Sourced<double>?>().FirstOrDefault();
        return found ?? new Sourced<double>(double.PositiveInfinity, Assumed);
    }

    private Sourced<string> Band()
    {
        if (overrides.Band is { } given)
            return new Sourced<string>(given, "--band option");
        return _keys.FirstText("BAND", "FILTER", "FILTNAM", "FILTNAME", "INSFILTE", "FILTER1", "FILTER2", "PHOTBAND",
            "ESO INS FILT1 NAME") is { } found
            ? found with { Value = BandName.Normalise(found.Value) }
            : new Sourced<string>("", "unknown");
    }

    private Sourced<double>? PixelScale()
    {
        if (overrides.PixelScaleArcsec is { } given)
            return new Sourced<double>(given, "--pixel-scale option");
        try
        {
            if (CelestialWcs.TryFromHeader(image) is { } wcs)
            {
                var (x, y) = (image.Number("NAXIS1") / 2 ?? 0, image.Number("NAXIS2") / 2 ?? 0);
                if (wcs.FrameAt(x + 0.5, y + 0.5).PixelScaleArcsec is > 0 and var scale)
                    return new Sourced<double>(scale, "WCS");
            }
        }
        catch (WcsException fault)
        {
            _notes.Add(fault.Message);
        }
        return _keys.Numbers("PIXSCALE", "PIXSCAL1", "PIXSCAL", "SECPIX", "SECPIX1").Where(s => s.Value > 0)
            .Cast<Sourced<double>?>().FirstOrDefault();
    }
}
