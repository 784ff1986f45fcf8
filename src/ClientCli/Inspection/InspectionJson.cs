using System.Text.Json.Nodes;
using GaLNet.ClientCli.Output;
using GaLNet.Sky.Psf;
using GaLNet.Sky.Surveys;

namespace GaLNet.ClientCli.Inspection;

/// <summary>An inspection as JSON; what is unknown is null.</summary>
internal static class InspectionJson
{
    /// <summary>
    /// The file; <c>pix</c> is the pixel of <paramref name="sky"/>, <c>sky</c> the position of
    /// <paramref name="pixel"/>; when only one was asked for, the other is repeated as it was given.
    /// </summary>
    public static JsonObject Of(ImageInspection file, PositionPair? pixel, PositionPair? sky)
    {
        var calibration = file.Calibration;
        var json = new JsonObject
        {
            ["path"] = file.Path,
            ["hdus"] = new JsonArray([.. file.Hdus.Select(Hdu)]),
            ["image"] = file.ImageIndex,
            ["survey"] = calibration?.Survey,
            ["band"] = calibration?.Band.Value,
            ["zero_point"] = Number(calibration?.ZeroPoint?.Value),
            ["zero_point_source"] = calibration?.ZeroPoint?.Source,
            ["gain"] = Number(calibration?.Gain.Value),
            ["gain_source"] = calibration?.Gain.Source,
            ["saturation"] = Number(calibration?.Saturation.Value),
            ["saturation_source"] = calibration?.Saturation.Source,
            ["exposure_seconds"] = Number(calibration?.ExposureSeconds?.Value),
            ["pixel_scale"] = Number(calibration?.PixelScaleArcsec?.Value),
            ["pixel_scale_source"] = calibration?.PixelScaleArcsec?.Source,
            ["planes"] = new JsonArray([.. file.Planes.Select(Plane)]),
            ["mask_bits"] = Bits(file.Bits),
            ["psfs"] = new JsonArray([.. file.Psfs.Select(Psf)]),
            ["missing"] = new JsonArray([.. file.Missing.Select(text => JsonValue.Create(text))]),
            ["warnings"] = new JsonArray([.. file.Warnings.Select(text => JsonValue.Create(text))]),
        };
        if ((sky ?? pixel) is { } at)
        {
            json["pix"] = new JsonArray(at.XPix, at.YPix);
        }

        if ((pixel ?? sky) is { } on)
        {
            json["sky"] = new JsonArray(on.RaDeg, on.DecDeg);
        }

        return json;
    }

    private static JsonNode Hdu(HduInspection hdu)
    {
        var json = new JsonObject
        {
            ["index"] = hdu.Index,
            ["name"] = hdu.Name,
            ["kind"] = hdu.Kind,
            ["shape"] = new JsonArray([.. hdu.Shape.Select(length => JsonValue.Create(length))]),
            ["type"] = hdu.Type,
        };
        if (hdu.Columns.Count > 0)
        {
            json["columns"] = new JsonArray([.. hdu.Columns.Select(name => JsonValue.Create(name))]);
        }

        if (hdu.Statistics is { } pixels)
        {
            json["min"] = JsonText.Number(pixels.Min);
            json["max"] = JsonText.Number(pixels.Max);
            json["mean"] = JsonText.Number(pixels.Mean);
            json["nan"] = pixels.NanCount;
        }

        return json;
    }

    private static JsonNode Plane(SurveyPlane plane) => new JsonObject
    {
        ["path"] = plane.Path,
        ["meaning"] = plane.Meaning.ToString(),
        ["source"] = plane.Source,
        ["bits"] = Bits(plane.Bits),
    };

    private static JsonArray? Bits(MaskBits? mask) => mask is null ? null : new JsonArray(
        [.. mask.Bits.Select(bit => new JsonObject
        {
            ["name"] = bit.Name,
            ["value"] = bit.Value,
            ["excluded"] = bit.IsExcluded,
            ["source"] = bit.Source,
        })]);

    private static JsonNode Psf(PsfInFile psf) => new JsonObject
    {
        ["kind"] = psf.Kind.ToString(),
        ["part"] = psf.Part,
        ["width"] = psf.Width,
        ["height"] = psf.Height,
        ["images"] = psf.Count,
        ["degree"] = psf.Degree,
        ["step"] = JsonText.Number(psf.StepPix),
        ["fwhm"] = Number(psf.FwhmPix),
        ["source"] = psf.Source,
    };

    private static JsonNode? Number(double? value) => value is { } number ? JsonText.Number(number) : null;
}
