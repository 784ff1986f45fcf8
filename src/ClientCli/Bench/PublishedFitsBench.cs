using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Inference;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Bench;

/// <summary>Real galaxies with published single-Sérsic fits of the same pixels.</summary>
internal static class PublishedFitsBench
{
    /// <summary>Prints ours minus published, galaxy by galaxy and set by set.</summary>
    public static void Run(BenchData data, string engine, string? modelFile, Terminal terminal)
    {
        var galaxies = new PublishedGalaxies(data);
        var maker = EngineShelf.Make(engine, modelFile);
        using var closed = maker as IDisposable;
        (string Title, IEnumerable<PublishedGalaxy> Galaxies)[] sets =
        [
            ("kids_profit: KiDS r, against SIGMA/GALFIT (Lange et al. 2015)", galaxies.Kids()),
            ("galfit_example: HST/ACS, against GALFIT's own result", galaxies.Galfit()),
            ("hsc_pysersic: HSC, against pysersic; zero point not known", galaxies.Hsc()),
            ("imfit_sdss: SDSS r, against imfit; no PSF; magnitude of counts", galaxies.Imfit()),
            ("galmoss_sdss: SDSS, no published fits", galaxies.Galmoss()),
        ];
        foreach (var (title, set) in sets)
        {
            terminal.Out.WriteLine($"== {title}");
            Write(set, maker, terminal.Out);
        }
    }

    private static void Write(IEnumerable<PublishedGalaxy> galaxies, IFitEngine engine, TextWriter output)
    {
        var table = new TextTable(
            "galaxy", "mag", "rEff, pixels", "q", "n", "d mag", "rEff/published", "d q", "d PA", "n/published", "chi2",
            "tolerance", "flags");
        foreach (var galaxy in galaxies)
        {
            var fit = engine.Measure(galaxy.Stamp, galaxy.Psf);
            var ours = fit.Profile;
            string Beside(Func<SersicProfile, double> difference, int decimals)
                => galaxy.Published is { } theirs ? Numbers.Fixed(difference(theirs), decimals) : "-";
            table.Add(
                galaxy.Name, Numbers.Fixed(galaxy.ZeroPoint - 2.5 * Math.Log10(ours.Flux), 3),
                Numbers.Fixed(ours.ReffPix, 2), Numbers.Fixed(ours.AxisRatio, 3), Numbers.Fixed(ours.Index, 2),
                Beside(theirs => -2.5 * Math.Log10(ours.Flux / theirs.Flux), 3),
                Beside(theirs => ours.ReffPix / theirs.ReffPix, 3),
                Beside(theirs => ours.AxisRatio - theirs.AxisRatio, 3),
                Beside(theirs => PositionAngles.Difference(ours.PaDeg, theirs.PaDeg), 2),
                Beside(theirs => ours.Index / theirs.Index, 3), Numbers.Fixed(fit.Chi2, 4), Judge(galaxy, fit),
                string.Join(' ', FitFlagNames.Decode(fit.Flags)));
        }

        table.Write(output);
        output.WriteLine();
    }

    // What makes a fit no measurement; all other flags say how far to trust one.
    private const FitFlags Failures = FitFlags.Failed | FitFlags.NotConverged | FitFlags.NoCovariance;

    private static string Judge(PublishedGalaxy galaxy, SersicFit fit)
    {
        if (galaxy is not { Published: { } theirs, Tolerance: { } tolerance })
        {
            return (fit.Flags & Failures) == 0 ? "no failure" : "MISSED: failure";
        }

        var ours = fit.Profile;

        Target[] targets =
        [
            Target.AtMost("mag", Math.Abs(2.5 * Math.Log10(ours.Flux / theirs.Flux)), tolerance.Mag),
            Target.AtMost("rEff", Math.Abs(ours.ReffPix / theirs.ReffPix - 1), tolerance.Reff),
            Target.AtMost("q", Math.Abs(ours.AxisRatio - theirs.AxisRatio), tolerance.AxisRatio),
            Target.AtMost("PA", Math.Abs(PositionAngles.Difference(ours.PaDeg, theirs.PaDeg)), tolerance.PaDeg),
            Target.AtMost("n", Math.Abs(ours.Index / theirs.Index - 1), tolerance.Index),
        ];
        string[] missed = [.. targets.Where(target => !target.IsMet).Select(target => target.Name)];
        return missed.Length == 0 ? "met" : $"MISSED: {string.Join(' ', missed)}";
    }
}
