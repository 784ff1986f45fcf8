using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>One fit, for reading: numbers with errors and units, flags in words, and what made it.</summary>
internal static class GalaxyFitText
{
    /// <summary>Writes a fit as a short paragraph.</summary>
    public static void Write(GalaxyFit fit, string imageFile, TextWriter output)
    {
        void Line(string name, string value) => output.WriteLine($"  {name,-10} {value}");
        output.WriteLine($"on image {fit.Provenance.ImageId} ({imageFile})");
        Line("position", $"RA {Numbers.Fixed(fit.RaDeg, 6)}  Dec {Numbers.Fixed(fit.DecDeg, 6)} deg (ICRS)");
        Line("x", $"{Numbers.WithError(fit.XFits, fit.XError, 3)} pixels (first pixel = 1)");
        Line("y", $"{Numbers.WithError(fit.YFits, fit.YError, 3)} pixels");
        Line("mag", $"{Numbers.WithError(fit.Mag, fit.MagError, 3)} AB, total");
        Line("rEff", $"{Numbers.WithError(fit.ReffArcsec, fit.ReffError, 3)} arcsec, semi-major "
            + $"(circularised {Numbers.Fixed(fit.ReffCircArcsec, 3)})");
        Line("q", Numbers.WithError(fit.Q, fit.QError, 3));
        Line("pa", $"{Numbers.WithError(fit.PaDeg, fit.PaError, 1)} deg, North through East");
        Line("n", Numbers.WithError(fit.N, fit.NError, 2));
        Line("sky", $"{Numbers.Significant(fit.Sky, 4)} counts per pixel");
        Line("chi2", $"{Numbers.Fixed(fit.Chi2, 3)} over the stamp, "
            + $"{Numbers.Fixed(fit.Chi2Reff, 3)} inside rEff (Eq. 11)");
        Line("S/N", $"{Numbers.Fixed(fit.SignalToNoise, 1)} inside 1.5 arcsec");
        Line("PSF", $"FWHM {Numbers.Fixed(fit.PsfFwhmArcsec, 3)} arcsec, version {fit.Provenance.PsfVersion}");
        Line("flags", fit.Flags == 0 ? "0: nothing to report" : $"{fit.Flags}:");
        foreach (var flag in FitFlagNames.All.Where(flag => ((FitFlags)fit.Flags & flag) != 0))
        {
            Line("", $"{FitFlagNames.NameOf(flag)}: {FitFlagNames.DescriptionOf(flag)}");
        }

        var made = fit.Provenance;
        Line("made by", $"{made.Engine} ({made.Model}), {made.Software}, "
            + $"stamp {made.StampSize} x {made.StampSize}, {Time(fit.FittedAt)}"
            + (made.ImageRevision > 0 ? $", image revision {made.ImageRevision}" : "")
            + (made.Epoch > 0 ? $", refit {made.Epoch}" : ""));
    }

    /// <summary>A time as catalogues write it.</summary>
    internal static string Time(DateTimeOffset time)
        => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
