using GaLNet.ClientCli.Shell;
using GaLNet.Inference;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Bench;

/// <summary>All engines side by side on real galaxies that others have measured. Nothing here was tuned to them.</summary>
internal static class RealGalaxiesBench
{
    /// <summary>Prints ours minus published, galaxy by galaxy, and the agreement with SExtractor on a whole field.</summary>
    public static void Run(BenchData data, Terminal terminal, CancellationToken cancellationToken)
    {
        var engines = Open(terminal);
        try
        {
            var galaxies = new PublishedGalaxies(data);
            (string Title, IEnumerable<PublishedGalaxy> Galaxies)[] sets =
            [
                ("kids_profit: KiDS r, against SIGMA/GALFIT (Lange et al. 2015)", galaxies.Kids()),
                ("hsc_pysersic: HSC, against pysersic; zero point not known", galaxies.Hsc()),
                ("galfit_example: HST/ACS, against GALFIT's own result", galaxies.Galfit()),
                ("imfit_sdss: SDSS r, against imfit; no PSF", galaxies.Imfit()),
            ];
            foreach (var (title, set) in sets)
            {
                cancellationToken.ThrowIfCancellationRequested();
                terminal.Out.WriteLine($"== {title}");
                WriteEach(set, engines, terminal.Out);
            }

            WriteKids(data, engines, terminal.Out);
        }
        finally
        {
            foreach (var engine in engines) (engine as IDisposable)?.Dispose();
        }
    }

    // Every engine that can be had; what is missing is said.
    private static List<IFitEngine> Open(Terminal terminal)
    {
        var engines = new List<IFitEngine>();
        foreach (var word in EngineNames.All)
        {
            try
            {
                engines.Add(EngineShelf.Make(word, note: terminal.Note));
            }
            catch (ModelException exception)
            {
                terminal.Note($"without {word}: {exception.Message}");
            }
        }

        return engines;
    }

    private static void WriteEach(
        IEnumerable<PublishedGalaxy> galaxies, IReadOnlyList<IFitEngine> engines, TextWriter output)
    {
        var table = new TextTable(
            "galaxy", "engine", "d mag", "rEff/published", "d q", "d PA", "n/published", "n", "flags");
        foreach (var galaxy in galaxies.Where(galaxy => galaxy.Published is not null))
        {
            var theirs = galaxy.Published!.Value;
            foreach (var engine in engines)
            {
                var fit = engine.Measure(galaxy.Stamp, galaxy.Psf);
                var ours = fit.Profile;
                table.Add(
                    galaxy.Name, engine.Name, Numbers.Fixed(-2.5 * Math.Log10(ours.Flux / theirs.Flux), 3),
                    Numbers.Fixed(ours.ReffPix / theirs.ReffPix, 3), Numbers.Fixed(ours.AxisRatio - theirs.AxisRatio, 3),
                    Numbers.Fixed(PositionAngles.Difference(ours.PaDeg, theirs.PaDeg), 2),
                    Numbers.Fixed(ours.Index / theirs.Index, 3), Numbers.Fixed(ours.Index, 2),
                    string.Join(' ', FitFlagNames.Decode(fit.Flags)));
            }
        }

        table.Write(output);
        output.WriteLine();
    }

    private static void WriteKids(BenchData data, IReadOnlyList<IFitEngine> engines, TextWriter output)
    {
        output.WriteLine("== kids_wide_r: real KiDS r field, against SExtractor + PSFEx (a second opinion, not truth)");
        var stamps = KidsStamps.Read(data);
        var answers = engines.Select(engine => (engine.Name, Values: Measure(engine, stamps))).ToArray();
        foreach (var (title, isWanted) in new (string, Func<GalaxyParameters, bool>)[]
        {
            ("galaxies with SNR_WIN > 30, SPREAD_MODEL > 0.005, FLAGS < 4, 0.6 < n < 8 in SExtractor", _ => true),
            ($"of these the ones brighter than mag {KidsReference.BrightMag:F0}",
                reference => reference.Mag < KidsReference.BrightMag),
        })
        {
            output.WriteLine($"{title}: median difference ± robust scatter");
            MedianDifferences.WriteEngines(
                answers.Select(answer => (answer.Name,
                    (IReadOnlyCollection<(GalaxyParameters, GalaxyParameters)>)[.. answer.Values
                        .Zip(stamps, (ours, stamp) => (ours, stamp.Reference))
                        .Where(pair => isWanted(pair.Reference) && double.IsFinite(pair.ours.Index))])), output);
            output.WriteLine();
        }
    }

    private static GalaxyParameters[] Measure(
        IFitEngine engine, IReadOnlyList<(StampAndPsf Item, StampUnits Units, GalaxyParameters Reference)> stamps)
    {
        var fits = new SersicProfile[stamps.Count];
        if (engine is IBatchFitEngine batches)
        {
            var answers = batches.Measure([.. stamps.Select(stamp => stamp.Item)]);
            for (var i = 0; i < fits.Length; i++) fits[i] = answers[i].Profile;
        }
        else
        {
            Parallel.For(0, fits.Length, i =>
                fits[i] = engine.Measure(stamps[i].Item.Stamp, stamps[i].Item.Psf).Profile);
        }

        return [.. fits.Zip(stamps, (fit, stamp) => stamp.Units.Values(fit))];
    }
}
