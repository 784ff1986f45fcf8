using GaLNet.ClientCli.Bench;
using GaLNet.ClientCli.Compare;
using GaLNet.Inference;
using GaLNet.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Statistics;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>Table 3 on real KiDS galaxies with published fits (kids_profit).</summary>
internal static class PublishedSection
{
    private const double KidsPixelScaleArcsec = 0.2;

    private static readonly ScoredParameter[] Parameters =
    [
        ScoredParameter.Mag, ScoredParameter.Reff, ScoredParameter.AxisRatio, ScoredParameter.Pa, ScoredParameter.Index,
    ];

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
        var results = engines.Select(engine => (
            engine.Name, Fits: Array.ConvertAll(galaxies, galaxy => engine.Measure(galaxy.Stamp, galaxy.Psf)))).ToArray();
        page.Table(
            ["method", "N", "unlike the training set", "mag: bias", "NMAD", "rEff: bias (arcsec)", "NMAD", "q: bias", "NMAD",
                "PA: bias (deg)", "NMAD", "n: bias", "NMAD"],
            results.Select(result => (string[])
            [
                result.Name, $"{result.Fits.Count(fit => double.IsFinite(fit.Profile.Flux))}",
                $"{result.Fits.Count(fit => (fit.Flags & FitFlags.OutsideTrainingDomain) != 0)}",
                .. Parameters.Select(parameter => Score(result.Fits, galaxies, parameter)).SelectMany(score => new[]
                {
                    Numbers.Significant(score[ComparisonFigure.Bias], 3),
                    Numbers.Significant(score[ComparisonFigure.Nmad], 3),
                }),
            ]))
            .Paragraph("Bright galaxies of low redshift: the networks learnt from 17 < mag < 22, rEff < 4″ on stamps of 12″. 'Unlike "
                + "the training set' counts those that an engine flags as such.");
        if (results.FirstOrDefault(result => result.Name == EngineNames.GaLNet1).Fits is { } one
            && results.FirstOrDefault(result => result.Name == EngineNames.GaLNet2).Fits is { } two)
        {
            string[] better = [.. Parameters.Where(parameter => Score(two, galaxies, parameter)[ComparisonFigure.Nmad]
                < Score(one, galaxies, parameter)[ComparisonFigure.Nmad]).Select(parameter => parameter.ShortName())];
            page.Paragraph($"galnet-2 has the smaller NMAD than galnet-1 in {better.Length} of {Parameters.Length} columns"
                + (better.Length == 0 ? "." : $": {string.Join(", ", better)}."));
        }
    }

    private static ComparisonScore Score(SersicFit[] fits, PublishedGalaxy[] galaxies, ScoredParameter parameter)
    {
        var values = Enumerable.Range(0, fits.Length).Select(at => (
            Ours: Value(fits[at].Profile, parameter), Theirs: Value(galaxies[at].Published!.Value, parameter)))
            .Where(pair => double.IsFinite(pair.Ours)).ToArray();
        return ComparisonScore.Of(
            [.. values.Select(pair => parameter == ScoredParameter.Pa
                ? PositionAngles.Near(pair.Ours, pair.Theirs) : pair.Ours)],
            [.. values.Select(pair => pair.Theirs)], new double[values.Length], replicates: 0);
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
