using System.Security.Cryptography;
using System.Text.Json;
using GaLNet.Training.Loop;

namespace GaLNet.Training.Studies;

/// <summary>
/// The trainings of a study, each done once however many rows use it. Where a folder is given they are kept there under
/// a name that follows from the plan: what was stopped goes on, step for step the same, and what is done is not repeated.
/// </summary>
/// <param name="folder">Folder of their checkpoints; null keeps nothing.</param>
internal sealed class StudyTrainings(string? folder)
{
    private const int NameLength = 16;
    private readonly Dictionary<string, TrainingState> _done = [];

    /// <summary>Trains a variant to its end.</summary>
    /// <param name="plan">What is trained.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Stops after the present step; what was learnt is kept.</param>
    public TrainingState Train(TrainingPlan plan, Action<double> progress, CancellationToken cancellationToken)
    {
        var name = NameOf(plan);
        if (_done.TryGetValue(name, out var known)) return known;
        var path = folder is null ? null : Path.Combine(folder, $"{name}.galnet");
        var from = path is not null && File.Exists(path) ? Checkpoint.Read(path) : null;
        if (from?.Samples >= plan.Samples) return _done[name] = from;
        cancellationToken.ThrowIfCancellationRequested();
        using var trainer = new Trainer(plan, from);
        while (!trainer.IsDone && !cancellationToken.IsCancellationRequested)
        {
            trainer.Step(cancellationToken: CancellationToken.None);
            progress((double)trainer.Samples / plan.Samples);
        }

        var state = trainer.Save();
        if (path is not null)
        {
            Directory.CreateDirectory(folder!);
            Checkpoint.Write(path, state);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return _done[name] = state;
    }

    private static string NameOf(TrainingPlan plan)
        => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(plan)))[..NameLength];
}
