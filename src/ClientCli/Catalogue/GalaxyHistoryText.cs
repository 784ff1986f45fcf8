using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Output;
using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Catalogue;

/// <summary>How a galaxy moved from fit to fit: what was changed, and what it did to the numbers.</summary>
internal static class GalaxyHistoryText
{
    /// <summary>One table per image, newest fit first; each line compares a fit with the one before it.</summary>
    public static void Write(GalaxyView view, Func<string, string> fileOf, TextWriter output)
    {
        foreach (var image in view.Fits.Select(fit => fit.Provenance.ImageId))
        {
            GalaxyFit[] fits = [.. view.Fits.Concat(view.History).Where(fit => fit.Provenance.ImageId == image)];
            if (fits.Length < 2)
            {
                output.WriteLine($"one fit on image {image} ({fileOf(image)}): it has not moved.");
                continue;
            }

            output.WriteLine($"how it moved on image {image} ({fileOf(image)}), newest first; "
                + "each line against the one below:");
            Write(fits, output);
            output.WriteLine($"from the oldest of these to the newest: {Way(fits[^1], fits[0])}");
        }
    }

    /// <summary>What made a fit different from the one before it, e.g. <c>psf 1 > 2</c>.</summary>
    public static string Because(Provenance before, Provenance after)
    {
        (string Name, string Before, string After)[] parts =
        [
            ("engine", before.Engine, after.Engine),
            ("model", before.Model, after.Model),
            ("image", Number(before.ImageRevision), Number(after.ImageRevision)),
            ("psf", Number(before.PsfVersion), Number(after.PsfVersion)),
            ("stamp", Number(before.StampSize), Number(after.StampSize)),
            ("software", before.Software, after.Software),
            ("refit", Number(before.Epoch), Number(after.Epoch)),
        ];
        return string.Join(", ", parts.Where(part => part.Before != part.After)
            .Select(part => $"{part.Name} {part.Before} > {part.After}"));
    }

    private static void Write(GalaxyFit[] fits, TextWriter output)
    {
        var table = new TextTable(
            "fitted_at", "mag", "change", "reff", "change", "q", "change", "n", "change", "pa", "moved", "chi2",
            "what changed", "flags");
        for (var i = 0; i < fits.Length; i++)
        {
            var fit = fits[i];
            var before = i + 1 < fits.Length ? fits[i + 1] : null;
            string Change(Func<GalaxyFit, double> of, int decimals)
                => before is null ? "" : Signed(of(fit) - of(before), decimals);
            table.Add(
                GalaxyFitText.Time(fit.FittedAt), Numbers.Fixed(fit.Mag, 3), Change(one => one.Mag, 3),
                Numbers.Fixed(fit.ReffArcsec, 3), Change(one => one.ReffArcsec, 3), Numbers.Fixed(fit.Q, 3),
                Change(one => one.Q, 3), Numbers.Fixed(fit.N, 2), Change(one => one.N, 2), Numbers.Fixed(fit.PaDeg, 1),
                before is null ? "" : Numbers.Fixed(Moved(before, fit), 3), Numbers.Fixed(fit.Chi2, 2),
                before is null
                    ? $"{fit.Provenance.Engine} ({fit.Provenance.Model}), psf {fit.Provenance.PsfVersion}"
                    : Because(before.Provenance, fit.Provenance),
                string.Join(' ', FitFlagNames.Decode((FitFlags)fit.Flags)));
        }

        table.Write(output);
    }

    // Both fits look at much the same noise: the larger of their errors says what a change is worth, not their sum.
    private static string Way(GalaxyFit from, GalaxyFit to)
    {
        string Part(string name, Func<GalaxyFit, double> of, Func<GalaxyFit, double> error, int decimals)
        {
            var change = of(to) - of(from);
            var sigma = Math.Max(error(from), error(to));
            return double.IsNaN(change) ? $"{name} -" : $"{name} {Signed(change, decimals)}"
                + (sigma > 0 ? $" ({Numbers.Fixed(Math.Abs(change) / sigma, 1)} sigma)" : "");
        }

        return $"{Part("mag", fit => fit.Mag, fit => fit.MagError, 3)}, "
            + $"{Part("reff", fit => fit.ReffArcsec, fit => fit.ReffError, 3)} arcsec, "
            + $"{Part("q", fit => fit.Q, fit => fit.QError, 3)}, {Part("n", fit => fit.N, fit => fit.NError, 2)}, "
            + $"moved {Numbers.Fixed(Moved(from, to), 3)} arcsec";
    }

    private static double Moved(GalaxyFit one, GalaxyFit other)
        => Separation.Arcsec(one.RaDeg, one.DecDeg, other.RaDeg, other.DecDeg);

    private static string Signed(double change, int decimals) => double.IsNaN(change) ? "-"
        : change.ToString($"+{Zeros(decimals)};-{Zeros(decimals)};{Zeros(decimals)}", CultureInfo.InvariantCulture);

    private static string Zeros(int decimals) => $"0.{new string('0', decimals)}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
