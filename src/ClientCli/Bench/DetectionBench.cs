using GaLNet.ClientCli.Bench.Peers;
using GaLNet.ClientCli.Output;
using GaLNet.ClientCli.Shell;
using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>What is found, told apart and known of the PSF, beside SExtractor + PSFEx on the same pixels.</summary>
internal static class DetectionBench
{
    private const double MatchPix = 3;
    // Chip edge of the real field: a strip of raised background that SExtractor cuts into dozens of entries.
    private const double StripFromPix = 825;
    private const double StripToPix = 885;

    private static readonly double[] SurveyEdges = [16, 18, 19, 20, 21, 22, 23, 23.5, 24, 24.5];
    private static readonly double[] KidsEdges = [16, 18, 19, 20, 21, 22, 23, 24, 25];

    /// <summary>Prints the tables of the simulated and of the real field.</summary>
    public static async Task RunAsync(BenchData data, Terminal terminal, CancellationToken cancellationToken)
    {
        await SurveyAsync(data, terminal, cancellationToken);
        Kids(data, terminal);
    }

    private static async Task SurveyAsync(BenchData data, Terminal terminal, CancellationToken cancellationToken)
    {
        var field = BenchField.Survey(data);
        var ours = AnalysedField.Of(field.ReadPlane());
        var truth = TrueField.Read(data);
        using var tools = new PeerTools();
        var missing = PeerTools.Missing();
        var peer = missing is null ? await PeerField.OfAsync(tools, field, cancellationToken) : null;
        terminal.Out.WriteLine("== sim/survey: completeness by true, purity by measured magnitude, within 0.6 arcsec");
        if (missing is not null)
        {
            terminal.Out.WriteLine($"SExtractor {missing}");
        }

        var found = Points(ours);
        var (bins, peerBins) = (
            CompletenessTable.Of(truth.Points, found, MatchPix, SurveyEdges),
            CompletenessTable.Of(truth.Points, peer?.Points ?? [], MatchPix, SurveyEdges));
        var table = new TextTable(
            "mag", "true", "complete", "SExtractor", "found", "pure", "SExtractor found", "pure");
        foreach (var (bin, other) in bins.Zip(peerBins))
        {
            table.Add($"{Numbers.Fixed(bin.MagFrom, 1)}-{Numbers.Fixed(bin.MagTo, 1)}", $"{bin.Truth}",
                Numbers.Fixed(bin.Completeness, 4), peer is null ? "-" : Numbers.Fixed(other.Completeness, 4),
                $"{bin.Found}", Numbers.Fixed(bin.Purity, 4),
                peer is null ? "-" : $"{other.Found}", Numbers.Fixed(other.Purity, 4));
        }

        table.Write(terminal.Out);
        terminal.Out.WriteLine($"false ones in all: ours {False(truth.Points, found)} of {found.Length}"
            + (peer is null ? "" : $", SExtractor {False(truth.Points, peer.Points)} of {peer.Points.Length}"));
        terminal.Out.WriteLine();
        if (peer is not null)
        {
            TargetText.Write(
                [
                    Worst("completeness - SExtractor's, worst bin", bin => bin.Completeness),
                    Worst("purity - SExtractor's, worst bin", bin => bin.Purity),
                ],
                terminal.Out);
        }

        StarsAndGalaxies(truth, ours, peer, terminal.Out);
        PsfComparison.OfSurvey(data, ours.Psf, peer?.Psf, terminal.Out);

        // A bin in which one of the two has nothing says nothing.
        Target Worst(string name, Func<CompletenessBin, double> figure) => Target.AtLeast(
            name,
            bins.Zip(peerBins, (bin, other) => figure(bin) - figure(other)).Where(double.IsFinite)
                .DefaultIfEmpty(double.NaN).Min(),
            0);
    }

    private static void StarsAndGalaxies(TrueField truth, AnalysedField ours, PeerField? peer, TextWriter output)
    {
        output.WriteLine($"stars and galaxies; SExtractor: |SPREAD_MODEL| < {PeerField.StarLimit}");
        var match = CompletenessTable.Match(truth.Points, Points(ours), MatchPix);
        var peerMatch = CompletenessTable.Match(truth.Points, peer?.Points ?? [], MatchPix);
        var table = new TextTable(
            "S/N", "stars found", "called galaxies", "galaxies found", "called stars", "SExtractor: stars found",
            "called galaxies", "galaxies found", "called stars");
        foreach (var (from, to) in ((double, double)[])[(50, double.PositiveInfinity), (20, 50), (10, 20)])
        {
            var counts = truth.Misjudged(match, i => ours.Detection.Sources[i].IsStar, from, to);
            var others = truth.Misjudged(peerMatch, i => peer!.IsStar[i], from, to);
            table.Add([
                double.IsFinite(to) ? $"{from:F0}-{to:F0}" : $"> {from:F0}",
                .. counts.Select(count => $"{count}"), .. others.Select(count => peer is null ? "-" : $"{count}"),
            ]);
        }

        table.Write(output);
        output.WriteLine();
    }

    private static void Kids(BenchData data, Terminal terminal)
    {
        var ours = AnalysedField.Of(BenchField.Kids(data).ReadPlane());
        var sources = ours.Detection.Sources;
        using var table = Table.Open(data.File("kids_wide_r/sextractor_bottom.csv"));
        double[] x = table.Doubles("x_image"), y = table.Doubles("y_image"), mag = table.Doubles("mag_auto"),
            sn = table.Doubles("snr_win"), flags = table.Doubles("flags"), spread = table.Doubles("spread_model");
        CataloguePoint[] points = [.. x.Select((_, i) => new CataloguePoint(x[i] - 1, y[i] - 1, mag[i]))];
        var match = CompletenessTable.Match(points, Points(ours), MatchPix);
        terminal.Out.WriteLine(
            $"== kids_wide_r: SExtractor's {points.Length} sources (not truth), and ours: {sources.Count}; "
            + "within 3 pixels");
        bool IsInStrip(int i) => points[i].XPix is >= StripFromPix and <= StripToPix;
        int[] strip = [.. Enumerable.Range(0, mag.Length).Where(IsInStrip)];
        terminal.Out.WriteLine(
            $"without the raised background of a chip edge at x = {StripFromPix}-{StripToPix}: "
            + $"{strip.Length} of SExtractor's entries, {strip.Count(i => match[i] >= 0)} of them found");
        var text = new TextTable("mag", "SExtractor, S/N > 10", "found", "share", "SExtractor, all", "found", "share");
        foreach (var (from, to) in KidsEdges.Zip(KidsEdges.Skip(1)))
        {
            int[] all = [.. Enumerable.Range(0, mag.Length).Where(
                i => mag[i] >= from && mag[i] < to && !IsInStrip(i))];
            int[] sure = [.. all.Where(i => sn[i] > 10)];
            string[] Share(int[] some)
            {
                var seen = some.Count(i => match[i] >= 0);
                return [$"{some.Length}", $"{seen}", Numbers.Fixed((double)seen / some.Length, 4)];
            }

            text.Add([$"{from:F0}-{to:F0}", .. Share(sure), .. Share(all)]);
        }

        text.Write(terminal.Out);
        // Between the two limits SPREAD_MODEL itself does not tell.
        int[] clear = [.. Enumerable.Range(0, sn.Length).Where(i => sn[i] > 40 && flags[i] == 0 && match[i] >= 0
            && Math.Abs(spread[i]) is < 0.002 or > 0.006)];
        var same = clear.Count(i => sources[match[i]].IsStar == (spread[i] < 0.004));
        terminal.Out.WriteLine(
            $"stars and galaxies: {same} of {clear.Length} clear ones (S/N > 40) as SPREAD_MODEL says");
        terminal.Out.WriteLine();
        PsfComparison.OfKids(data, ours.Psf, terminal.Out);
    }

    private static CataloguePoint[] Points(AnalysedField field) => [.. field.Detection.Sources.Select(
        s => new CataloguePoint(s.XPix, s.YPix, s.Flux > 0 ? -2.5 * Math.Log10(s.Flux) : double.NaN))];

    private static int False(CataloguePoint[] truth, CataloguePoint[] found)
        => found.Length - CompletenessTable.Match(truth, found, MatchPix).Count(i => i >= 0);
}
