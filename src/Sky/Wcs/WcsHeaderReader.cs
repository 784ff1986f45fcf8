using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Wcs;

/// <summary>
/// Reads the parts of a world coordinate system out of keywords (FITS 4.0, §8) and refuses what it cannot honour.
/// </summary>
internal sealed class WcsHeaderReader
{
    private static readonly string[] Projections = ["TAN", "TPV", "SIN", "ARC", "STG", "ZEA", "ZPN"];
    private readonly FitsHeader _header;

    public WcsHeaderReader(FitsHeader header)
    {
        _header = header;
        var first = AxisType(1);
        var second = AxisType(2);
        IsSwapped = first.Kind == "DEC" && second.Kind == "RA";
        if (!IsSwapped && (first.Kind != "RA" || second.Kind != "DEC"))
            throw new WcsException(
                $"The first two axes are {Quote(1)} and {Quote(2)}; equatorial coordinates RA and DEC "
                + "are needed: transform the header's system to ICRS.");
        if (first.Code != second.Code)
            throw new WcsException($"The axes {Quote(1)} and {Quote(2)} have different projections.");
        Code = first.Code.Length == 3 ? first.Code : first.Code[..3];
        Suffix = first.Code.Length > 3 ? first.Code[3..].TrimStart('-') : "";
    }

    /// <summary>Three letters of the projection.</summary>
    public string Code { get; }

    /// <summary>What follows the projection in CTYPE: <c>SIP</c> or nothing.</summary>
    public string Suffix { get; }

    /// <summary>True when declination is the first axis.</summary>
    public bool IsSwapped { get; }

    /// <summary>Number (1, 2) of the axis of right ascension.</summary>
    public int LonAxis => IsSwapped ? 2 : 1;

    /// <summary>Number (1, 2) of the axis of declination.</summary>
    public int LatAxis => IsSwapped ? 1 : 2;

    public static bool HasCelestialAxes(FitsHeader header)
        => IsCelestial(header.String("CTYPE1")) && IsCelestial(header.String("CTYPE2"));

    public double Number(string key, double absent)
    {
        if (_header.Number(key) is { } value)
            return value;
        if (_header.Has(key))
            throw new WcsException($"The value of {key} is not a number.");
        return absent;
    }

    /// <summary>Reference value of an axis in degrees.</summary>
    public double ReferenceValueDeg(int axis) => Number($"CRVAL{axis}", 0) * UnitDeg(axis);

    /// <summary>Degrees per pixel, row-major [axis, pixel]: from CD, or PC and CDELT, or CROTA and CDELT.</summary>
    public double[] Matrix()
    {
        double[] matrix;
        if (Any("CD"))
        {
            matrix = [Number("CD1_1", 0), Number("CD1_2", 0), Number("CD2_1", 0), Number("CD2_2", 0)];
        }
        else
        {
            double sx = Number("CDELT1", 1), sy = Number("CDELT2", 1);
            var rotation = Number($"CROTA{LatAxis}", 0);
            if (Any("PC") || rotation == 0)
            {
                matrix =
                [
                    sx * Number("PC1_1", 1), sx * Number("PC1_2", 0), sy * Number("PC2_1", 0), sy * Number("PC2_2", 1),
                ];
            }
            else
            {
                var (sin, cos) = Math.SinCos(rotation * (Math.PI / 180));
                // The angle turns longitude towards latitude, whichever of them is the first axis.
                if (IsSwapped)
                    sin = -sin;
                matrix = [sx * cos, -sy * sin, sx * sin, sy * cos];
            }
        }
        matrix[0] *= UnitDeg(1);
        matrix[1] *= UnitDeg(1);
        matrix[2] *= UnitDeg(2);
        matrix[3] *= UnitDeg(2);
        return matrix;
    }

    /// <summary>ICRS or FK5 (equinox 2000); anything else is refused by name.</summary>
    public string Frame()
    {
        var equinox = _header.Number("EQUINOX") ?? _header.Number("EPOCH");
        var frame = (_header.String("RADESYS") ?? _header.String("RADECSYS"))?.Trim().ToUpperInvariant();
        if (string.IsNullOrEmpty(frame))
            frame = equinox switch { null => "ICRS", < 1984 => "FK4", _ => "FK5" };
        if (frame is not ("ICRS" or "FK5"))
            throw new WcsException($"The frame {frame} is not supported; transform the header to ICRS or FK5.");
        if (frame == "FK5" && equinox is { } year && Math.Abs(year - 2000) > 0.01)
            throw new WcsException($"FK5 coordinates of equinox {year} are not supported; precess the header to 2000.");
        return frame;
    }

    public IProjection Projection() => Code switch
    {
        "TAN" or "TPV" => new TanProjection(),
        "SIN" => new SinProjection(Number($"PV{LatAxis}_1", 0), Number($"PV{LatAxis}_2", 0)),
        "ARC" => new ArcProjection(),
        "STG" => new StgProjection(),
        "ZEA" => new ZeaProjection(),
        "ZPN" => new ZpnProjection([.. Enumerable.Range(0, 30).Select(m => Number($"PV{LatAxis}_{m}", 0))]),
        _ => throw new WcsException($"The projection {Code} of {Quote(1)} is not supported; supported are "
            + $"{string.Join(", ", Projections)}."),
    };

    /// <summary>Distortion of the pixels before the matrix, or null.</summary>
    public IPlaneMap? PixelDistortion()
    {
        foreach (var key in new[] { "CPDIS1", "CPDIS2", "D2IMDIS1", "D2IMDIS2", "CQDIS1", "CQDIS2" })
        {
            if (_header.Has(key))
                throw new WcsException(
                    $"The look-up table distortion {key} is not supported; resample the image first.");
        }
        if (Suffix is not ("" or "SIP"))
            throw new WcsException(
                $"The distortion {Suffix} of {Quote(1)} is not supported; supported are SIP and TPV.");
        if (Suffix != "SIP" && SipDistortion.IsIn(_header))
            throw new WcsException(
                $"The header has SIP coefficients but {Quote(1)} does not end in -SIP; add -SIP to both "
                + "CTYPE, or remove A_ORDER and B_ORDER when the distortion has been taken out.");
        return Suffix == "SIP" && SipDistortion.IsIn(_header) ? SipDistortion.FromHeader(_header) : null;
    }

    /// <summary>Distortion of the plane after the matrix (degrees, longitude first), or null.</summary>
    public IPlaneMap? PlaneDistortion()
        => Code == "TPV" || (Code == "TAN" && TpvDistortion.IsInTan(_header, LonAxis, LatAxis))
            ? TpvDistortion.FromHeader(_header, LonAxis, LatAxis)
            : null;

    /// <summary>LONPOLE, which PVi_3 of the longitude axis overrides outside TPV.</summary>
    public double LonPoleDeg(double latDeg, bool hasPlaneDistortion)
    {
        var keyword = Number("LONPOLE", latDeg >= 90 ? 0 : 180);
        if (hasPlaneDistortion)
            return keyword;
        if (Number($"PV{LonAxis}_1", 0) != 0 || Number($"PV{LonAxis}_2", 90) != 90)
            throw new WcsException(
                $"PV{LonAxis}_1 and PV{LonAxis}_2 move the projection's reference point, which is not supported.");
        return Number($"PV{LonAxis}_3", keyword);
    }

    private bool Any(string prefix)
        => _header.Has(prefix + "1_1") || _header.Has(prefix + "1_2") || _header.Has(prefix + "2_1")
            || _header.Has(prefix + "2_2");

    private double UnitDeg(int axis) => _header.String($"CUNIT{axis}")?.Trim().ToUpperInvariant() switch
    {
        null or "" or "DEG" or "DEGREE" or "DEGREES" => 1,
        "ARCMIN" => 1 / 60.0,
        "ARCSEC" => 1 / 3600.0,
        "MAS" => 1 / 3.6e6,
        "RAD" => 180 / Math.PI,
        var unit => throw new WcsException(
            $"CUNIT{axis} is '{unit}', which is no angle; the axis {Quote(axis)} needs deg."),
    };

    private (string Kind, string Code) AxisType(int axis)
    {
        var type = _header.String($"CTYPE{axis}")?.Trim().ToUpperInvariant() ?? "";
        return type.Length >= 8 && type[4] == '-' ? (type[..4].TrimEnd('-'), type[5..]) : (type, "");
    }

    private static bool IsCelestial(string? type)
        => type is { Length: >= 8 } && type[4] == '-' && char.IsAsciiLetterUpper(type[5]);

    private string Quote(int axis) => $"CTYPE{axis} = '{_header.String($"CTYPE{axis}")}'";
}
