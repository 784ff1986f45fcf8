using GaLNet.Photometry.Statistics;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Loop;

/// <summary>
/// A training from start to end with all that surrounds it: checkpoints, log, validation and the picture of the loss.
/// </summary>
internal sealed class TrainingRun : IDisposable
{
    private const double CheckpointSeconds = 120, RateAfterSeconds = 20;
    private const int StepsBeforeRate = 20;

    private readonly string _folder;
    private readonly Trainer _trainer;
    private readonly TrainingLog _log;
    private readonly double _validateEverySeconds;
    private readonly Validation _crowded;
    private readonly Validation _clean;
    private readonly Action<string> _say;

    public TrainingRun(
        string folder, TrainingPlan plan, TrainingState? from, double validateEveryMinutes, int validationMocks,
        Action<string> say)
    {
        _folder = folder;
        _say = say;
        Directory.CreateDirectory(folder);
        _validateEverySeconds = 60 * validateEveryMinutes;
        say("painting held-out mocks");
        _crowded = new Validation(validationMocks, crowded: true);
        _clean = new Validation(Math.Max(100, validationMocks / 2), crowded: false);
        say("painting the first mocks");
        _trainer = new Trainer(plan, from);
        _log = new TrainingLog(folder);
    }

    /// <summary>File that always holds the latest state.</summary>
    public static string CheckpointPath(string folder) => Path.Combine(folder, "checkpoint.galnet");

    /// <summary>Learns until the plan is done or the token asks to stop; either way the state is saved.</summary>
    /// <param name="report">Told about progress after every tenth step.</param>
    /// <param name="cancellationToken">Asks to stop after the present step.</param>
    public void Run(Action<TrainingProgress> report, CancellationToken cancellationToken)
    {
        var nextCheckpoint = _trainer.Seconds + CheckpointSeconds;
        var nextValidation = _trainer.Seconds + _validateEverySeconds;
        var (samplesBefore, secondsBefore) = (_trainer.Samples, _trainer.Seconds);
        var firstStep = _trainer.Steps;
        while (!_trainer.IsDone && !cancellationToken.IsCancellationRequested)
        {
            var loss = _trainer.Step(cancellationToken: CancellationToken.None);
            if (double.IsNaN(loss)) continue;
            if (_trainer.Steps - firstStep < StepsBeforeRate)
            {
                // The first steps compile and allocate: they say nothing about the rate.
                (samplesBefore, secondsBefore) = (_trainer.Samples, _trainer.Seconds);
                continue;
            }

            var seconds = _trainer.Seconds - secondsBefore;
            var perSecond = (_trainer.Samples - samplesBefore) / Math.Max(seconds, 1e-3);
            if (_trainer.Plan.Samples == 0 && seconds > RateAfterSeconds) FixSamples(perSecond);
            var progress = new TrainingProgress(
                _trainer.Samples, _trainer.Plan.Samples, _trainer.RunningLoss, perSecond);
            report(progress);
            if (_trainer.Steps % 100 < 10)
                _log.AddLoss(
                    _trainer.Samples, _trainer.Seconds,
                    Schedule.Rate(_trainer.Plan, progress.Share), _trainer.RunningLoss, perSecond);
            if (_trainer.Seconds > nextCheckpoint)
            {
                Checkpoint.Write(CheckpointPath(_folder), _trainer.Save());
                nextCheckpoint = _trainer.Seconds + CheckpointSeconds;
            }

            if (_trainer.Seconds > nextValidation)
            {
                Validate();
                nextValidation = _trainer.Seconds + _validateEverySeconds;
            }
        }

        Checkpoint.Write(CheckpointPath(_folder), _trainer.Save());
        if (_trainer.IsDone) Validate();
        else _say($"stopped after {_trainer.Samples:N0} samples; --resume goes on from here");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        _trainer.Dispose();
    }

    private void FixSamples(double perSecond)
    {
        var samples = (long)(perSecond * 60 * (_trainer.Plan.Minutes ?? 0));
        _trainer.FixSamples(Math.Max(samples, _trainer.Samples));
        _say($"{perSecond:F0} samples/s: {_trainer.Plan.Samples:N0} samples in {_trainer.Plan.Minutes} minutes");
    }

    private void Validate()
    {
        using var predictor = new Predictor(_trainer.Save(), _trainer.Plan.Half);
        foreach (var (name, mocks) in new[] { ("crowded", _crowded), ("clean", _clean) })
        {
            foreach (var head in new[] { Heads.Blind, Heads.Seeing })
            {
                var table = mocks.Score(predictor, head);
                var network = head == Heads.Blind ? "galnet-1" : "galnet-2";
                _log.AddScores(_trainer.Samples, network, name, table);
                if (table.Parameters.Count > 0) _say($"{_trainer.Samples,9:N0} {network} {name,-7} {Line(table)}");
            }
        }

        LossCurve.Draw(_log.LossPath, Path.Combine(_folder, "loss.png"));
    }

    private static string Line(ScoreTable table) => string.Join(
        "  ", table.Parameters.Select(p => FormattableString.Invariant(
            $"{p.Key.ShortName()} {p.Value.RSquared:F4}/{p.Value.Nmad:F4}")));
}
