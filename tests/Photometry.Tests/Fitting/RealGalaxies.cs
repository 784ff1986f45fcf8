using System.Globalization;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>Reads the stamps of real galaxies that other people have measured.</summary>
internal static class RealGalaxies
{
    public static (float[] Pixels, int Width, int Height) Image(string relativePath)
    {
        using var file = FitsFile.Open(SharedData.Require(relativePath));
        var image = file.Image();
        return (image.ReadPlane(), image.Width, image.Height);
    }

    public static PsfStamp Psf(string relativePath)
    {
        var (pixels, width, height) = Image(relativePath);
        return new PsfStamp(width, height, pixels);
    }

    public static Dictionary<string, string>[] Table(string relativePath)
    {
        var lines = File.ReadAllLines(SharedData.Require(relativePath)).Where(l => !l.StartsWith('#')).ToArray();
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => l.Split(',')).Select(v =>
            names.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i < v.Length ? v[c.i] : ""))];
    }

    public static double Number(this Dictionary<string, string> row, string column)
        => double.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>A KiDS or SDSS stamp of kids_profit; pixels of other sources and masked ones are left out.</summary>
    public static (Stamp Stamp, PsfStamp Psf) KidsProfit(string survey, string id, bool maskOthers = true)
    {
        var (pixels, width, height) = Image($"kids_profit/{survey}/{id}_fitim.fits");
        var sigma = Image($"kids_profit/{survey}/{id}_sigma.fits").Pixels;
        var segments = Image($"kids_profit/{survey}/{id}_segim.fits").Pixels;
        var masked = Image($"kids_profit/{survey}/{id}_mskim.fits").Pixels;
        var own = segments[height / 2 * width + width / 2];
        var mask = new byte[pixels.Length];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = masked[i] != 0 || (maskOthers && segments[i] != own && segments[i] != 0) ? (byte)1 : (byte)0;
        var stamp = new Stamp
        {
            Width = width, Height = height, Pixels = pixels, Sigma = sigma, Mask = mask, SkyIsFixed = true,
            Search = maskOthers ? NeighbourSearch.Nowhere : NeighbourSearch.Everywhere,
        };
        return (stamp, Psf($"kids_profit/{survey}/{id}_psfim.fits"));
    }

    /// <summary>Difference of two position angles, -90..90 degrees.</summary>
    public static double PaDifference(double a, double b) => ((a - b + 90) % 180 + 180) % 180 - 90;
}
