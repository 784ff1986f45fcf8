using GaLNet.ClientCli.Bench;
using GaLNet.ClientCli.Compare;
using GaLNet.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>Table 3 on real KiDS galaxies with published fits (kids_profit).</summary>
internal static class PublishedSection
{
    private const double KidsPixelScaleArcsec = 0.2;

    /// <summary>One row a figure and engine; five galaxies, so every figure is rough.</summary>
    public static void Add(HtmlPage page, string command, BenchData data, IReadOnlyList<IFitEngine> engines)
    {
        page.Section("kids_profit", "Published fits of real galaxies");
        if (!data.Has("kids_profit/reference.csv"))
        {
            page.Missing("kids_profit is not there (--data): no published fits to compare with.");
            return;
        }

        page.MadeBy(command, "kids_profit: five KiDS r galaxies, fitted with SIGMA/GALFIT by Lange et al. 2015");
        var galaxies = new PublishedGalaxies(data).Kids().Where(galaxy => galaxy.Published is not null).ToArray();
        page.Table(
            ["method", "N", "mag: bias", "NMAD", "rEff: bias (arcsec)", "NMAD", "q: bias", "NMAD", "PA: bias (deg)",
                "NMAD", "n: bias", "NMAD"],
            engines.Select(engine =>
            {
                var fits = Array.ConvertAll(galaxies, galaxy => engine.Measure(galaxy.Stamp, galaxy.Psf));
                string[] Pair(ScoredParameter parameter)
                {
                    var values = Enumerable.Range(0, fits.Length).Select(at => (
                        Ours: Value(fits[at].Profile, parameter),
                        Theirs: Value(galaxies[at].Published!.Value, parameter)))
                        .Where(pair => double.IsFinite(pair.Ours)).ToArray();
                    var score = ComparisonScore.Of(
                        [.. values.Select(pair => parameter == ScoredParameter.Pa
                            ? PositionAngles.Near(pair.Ours, pair.Theirs) : pair.Ours)],
                        [.. values.Select(pair => pair.Theirs)], new double[values.Length], replicates: 0);
                    return [Numbers.Significant(score[ComparisonFigure.Bias], 3),
                        Numbers.Significant(score[ComparisonFigure.Nmad], 3)];
                }

                return (string[])[engine.Name, $"{fits.Count(fit => double.IsFinite(fit.Profile.Flux))}",
                    .. Pair(ScoredParameter.Mag), .. Pair(ScoredParameter.Reff), .. Pair(ScoredParameter.AxisRatio),
                    .. Pair(ScoredParameter.Pa), .. Pair(ScoredParameter.Index)];
            }));
    }

    private static double Value(Photometry.Profiles.SersicProfile profile, ScoredParameter parameter) => parameter switch
    {
        ScoredParameter.Mag => -2.5 * Math.Log10(profile.Flux),
        ScoredParameter.Reff => profile.ReffPix * KidsPixelScaleArcsec,
        ScoredParameter.AxisRatio => profile.AxisRatio,
        ScoredParameter.Pa => profile.PaDeg,
        _ => profile.Index,
    };
}
