using System.Globalization;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Training.Loop;

/// <summary>The course of a training as two CSV files: loss.csv and scores.csv. A resumed run adds to them.</summary>
internal sealed class TrainingLog : IDisposable
{
    private readonly StreamWriter _losses;
    private readonly StreamWriter _scores;

    /// <summary>Opens the files of a folder.</summary>
    public TrainingLog(string folder)
    {
        LossPath = Path.Combine(folder, "loss.csv");
        var scorePath = Path.Combine(folder, "scores.csv");
        var isNew = !File.Exists(LossPath);
        var isNewScore = !File.Exists(scorePath);
        _losses = new StreamWriter(LossPath, append: true) { AutoFlush = true };
        _scores = new StreamWriter(scorePath, append: true) { AutoFlush = true };
        if (isNew) _losses.WriteLine("samples,seconds,rate,loss,samples_per_second");
        if (isNewScore) _scores.WriteLine("samples,network,mocks,parameter,r2,outliers,nmad");
    }

    /// <summary>Path of the losses.</summary>
    public string LossPath { get; }

    /// <summary>Adds a loss.</summary>
    public void AddLoss(long samples, double seconds, double rate, double loss, double perSecond)
        => _losses.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{samples},{seconds:F1},{rate:E3},{loss:F5},{perSecond:F0}"));

    /// <summary>Adds scores of one network on one set of mocks.</summary>
    public void AddScores(long samples, string network, string mocks, ScoreTable table)
    {
        foreach (var (parameter, score) in table.Parameters)
            _scores.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{samples},{network},{mocks},{parameter.ShortName()},{score.RSquared:F5},"
                + $"{score.OutlierFraction:F4},{score.Nmad:F5}"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _losses.Dispose();
        _scores.Dispose();
    }
}
