using System.Globalization;
using System.Text;
using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Export;

/// <summary>The Markdown page beside an exported file: what it is, how it was made, how good it is.</summary>
internal static class ModelCard
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    /// <summary>Writes the page.</summary>
    /// <param name="state">The trained state.</param>
    /// <param name="head">Which of its networks.</param>
    /// <param name="facts">What the file says.</param>
    /// <param name="bytes">Size of the file.</param>
    /// <param name="weights">SHA-256 of its weights.</param>
    public static string Write(TrainingState state, Heads head, ExportFacts facts, long bytes, string weights)
    {
        var name = Exporter.NameOf(state, head);
        var network = state.MakeNetwork();
        var unused = head == Heads.Blind ? new[] { "seeing.", "psf." } : ["blind."];
        var own = network.Plan.Trained
            .Where(spec => !unused.Any(prefix => spec.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .Sum(spec => spec.Count);
        var page = new StringBuilder();
        void Line(string text = "") => page.Append(text).Append('\n');
        Line($"# {name} {facts.Version}");
        Line();
        Line(head == Heads.Blind
            ? "Sérsic parameters of the galaxy at the centre of a 61 x 61 stamp. Knows nothing of the PSF."
            : "Sérsic parameters of the galaxy at the centre of a 61 x 61 stamp, given its 25 x 25 PSF.");
        Line();
        Line("| | |");
        Line("| --- | --- |");
        Line($"| file | `{name}.onnx`, {bytes.ToString("N0", Culture)} bytes, weights SHA-256 `{weights[..16]}…` |");
        Line($"| architecture | {network.Architecture} |");
        Line($"| parameters | {own.ToString("N0", Culture)} (trunk shared with its sibling in training) |");
        Line($"| arithmetic | {network.Plan.MegaFlop.ToString("F0", Culture)} MFLOP per stamp, both heads counted |");
        Line($"| trained on | {state.Samples.ToString("N0", Culture)} mocks in {state.Steps.ToString("N0", Culture)} "
            + $"steps, {(state.Seconds / 60).ToString("F0", Culture)} minutes on {Environment.ProcessorCount} CPU "
            + "cores that were shared with other work |");
        Line($"| seed | {state.Plan.Seed} |");
        if (state.Plan.After is { } after)
            Line($"| begun with | the weights of a training on {after.Samples.ToString("N0", Culture)} other mocks |");
        Line(string.Create(
            Culture,
            $"| learning rate at its peak | {state.Plan.PeakRate:G2} |"));
        if (state.Plan.BlindWeight != 1)
            Line(string.Create(Culture, $"| weight of GaLNet-1's loss | {state.Plan.BlindWeight:G2}, GaLNet-2's 1 |"));
        Line();
        foreach (var paragraph in state.Plan.AsInPaper ? CardTexts.Paper : CardTexts.Best)
        {
            Line(paragraph);
            Line();
        }

        Ranges(Line, facts);
        foreach (var (mocks, score) in facts.Metrics) Scores(Line, mocks, score);
        Line("## Commands");
        Line();
        Line("```");
        Line(TrainCommandOf(state.Plan, "run"));
        Line($"galnet-train export --checkpoint run/checkpoint.galnet --model-version {facts.Version} --out models");
        Line("```");
        return page.ToString();
    }

    // Preceded by the commands of the trainings before it.
    private static string TrainCommandOf(TrainingPlan plan, string folder)
    {
        var before = plan.After is { } after ? TrainCommandOf(after, $"first-{folder}") + "\n" : string.Empty;
        var given = Presets.Get(plan.Preset, plan.Seed);
        var options = new StringBuilder();
        void Option(bool isGiven, FormattableString text)
        {
            if (isGiven) options.Append(' ').Append(text.ToString(Culture));
        }

        Option(plan.After is not null, $"--from first-{folder}/checkpoint.galnet");
        Option(plan.PeakRate != given.PeakRate, $"--rate {plan.PeakRate}");
        Option(plan.BlindWeight != given.BlindWeight, $"--galnet-1-weight {plan.BlindWeight}");
        Option(plan.Widths is not null && plan.After is null, $"--widths {string.Join(',', plan.Widths ?? [])}");
        return $"{before}galnet-train train --preset {plan.Preset} --samples {plan.Samples} "
            + $"--seed {plan.Seed}{options} --out {folder}";
    }

    private static void Ranges(Action<string> line, ExportFacts facts)
    {
        var d = facts.Domain;
        line("## Ranges of the training set (stamps beyond them are flagged)");
        line("");
        line("| quantity | from | to |");
        line("| --- | --- | --- |");
        foreach (var (what, range) in new[]
                 {
                     ("FWHM of the PSF image, pixels", d.PsfFwhmPix), ("S/N within 1.5 arcsec", d.SignalToNoise),
                     ("rEff, pixels", d.ReffPix), ("q", d.AxisRatio), ("n", d.Index),
                 })
            line(string.Create(Culture, $"| {what} | {range.Min:G4} | {range.Max:G4} |"));
        line(string.Create(Culture, $"| offset along x or y, pixels | 0 | {d.MaxOffsetPix:G4} |"));
        line(string.Create(Culture, $"| light along the stamp's edge, sky sigmas per pixel | - | {d.MaxEdgeLevel:G3} |"));
        line(string.Create(
            Culture, $"| the same over the mean light of the central 15 x 15 pixels | - | {d.MaxEdgeShare:G3} |"));
        line("");
    }

    private static void Scores(Action<string> line, string mocks, HeldOutScore score)
    {
        line($"## {score.Mocks} held-out {mocks} mocks");
        line("");
        line("Scores as in GaLNet I (Eqs. 7-9; pa_raw is the paper's PA, pa wraps at 180 degrees) and the share of "
            + "truths within the 68.3 % and 95 % intervals: all, S/N below 75, 75-140, above.");
        line("");
        line("| parameter | R² | outliers | NMAD | 68.3 % holds | 95 % holds |");
        line("| --- | --- | --- | --- | --- | --- |");
        foreach (var (parameter, r2) in score.RSquared)
            line(string.Create(
                Culture,
                $"| {parameter} | {r2:F4} | {score.Outliers[parameter]:F4} | {score.Nmad[parameter]:F4} | ")
                + $"{Shares(score.Coverage68, parameter)} | {Shares(score.Coverage95, parameter)} |");
        line("");
    }

    private static string Shares(IReadOnlyDictionary<string, double[]> coverage, string parameter)
        => coverage.TryGetValue(parameter, out var shares)
            ? string.Join(' ', shares.Select(share => (100 * share).ToString("F1", Culture))) : string.Empty;
}
