using GaLNet.ClientCli.Compare;
using GaLNet.ClientCli.Pictures;
using GaLNet.Output;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Reproduce;

/// <summary>The course of a training (its loss.csv), and what is not there.</summary>
internal static class TrainingSection
{
    /// <summary>Draws the loss against the samples seen.</summary>
    public static void Add(HtmlPage page, ComparisonReportFolder folder, string command, string? training)
    {
        page.Section("training", "Training, and the studies of Fig. 12");
        var loss = training is null ? null : Path.Combine(training, "loss.csv");
        if (loss is null || !File.Exists(loss))
        {
            page.Missing("No training log was given: name the output folder of 'galnet-train train' with --training.");
        }
        else
        {
            using var table = Table.Open(loss);
            var (samples, values) = (table.Doubles("samples"), table.Doubles("loss"));
            var plot = PlotSheet.NewPlot("samples seen", "loss");
            plot.Add.ScatterLine(samples, Array.ConvertAll(values, value => Math.Log10(value)), PlotSheet.Point);
            PlotSheet.UseDecades(plot.Axes.Left, Math.Log10(values.Min()), Math.Log10(values.Max()));
            using var sheet = PanelSheet.Draw([plot], "Training", 1);
            page.MadeBy(command, loss).Figure(folder.Save(sheet, "training"),
                $"Loss over {samples[^1]:0} samples; the paper trains on 200,000 mocks for two hours on one RTX 2070.");
        }

        page.Missing("Fig. 12 (other priors) takes a network trained for each prior: 'galnet-train --help' lists the "
            + "studies; none is run here.");
    }
}
