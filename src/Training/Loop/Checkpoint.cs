using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using GaLNet.Output;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Loop;

/// <summary>
/// Checkpoints on disk: eight bytes of name, the length of a JSON header, the header, then the arrays as little-endian
/// float32. A file appears whole or not at all.
/// </summary>
public static class Checkpoint
{
    private static readonly byte[] Magic = "GALNETC1"u8.ToArray();
    // The loss of a training that has not begun is not a number.
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private sealed record Header(
        TrainingPlan Plan, string Architecture, TargetScale Scale, long Steps, long Samples, double Loss,
        double Seconds, int Trained, int Running);

    /// <summary>Writes a state.</summary>
    public static void Write(string path, TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var header = JsonSerializer.SerializeToUtf8Bytes(
            new Header(
                state.Plan, state.Architecture, state.Scale, state.Steps, state.Samples, state.Loss, state.Seconds,
                state.Weights.Length, state.Running.Length), Json);
        WholeFile.Write(path, stream =>
        {
            stream.Write(Magic);
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var array in Arrays(state)) stream.Write(MemoryMarshal.AsBytes<float>(array));
        });
    }

    /// <summary>Reads a state and checks that it belongs to a network that this program knows.</summary>
    /// <exception cref="CommandFailedException">Not a checkpoint, cut short, or of another architecture.</exception>
    public static TrainingState Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandFailedException(
                $"{path} does not exist; name a checkpoint written by galnet-train train.");
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < Magic.Length + 4 || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new CommandFailedException($"{path} is not a checkpoint of galnet-train.");
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Magic.Length));
        var start = Magic.Length + 4;
        if (length <= 0 || start + length > bytes.Length) throw CutShort(path);
        var header = JsonSerializer.Deserialize<Header>(bytes.AsSpan(start, length), Json)!;
        var expected = Presets.NetworkOf(header.Plan);
        if (expected.Architecture != header.Architecture)
            throw new CommandFailedException(
                $"{path} holds a network \"{header.Architecture}\", but this program builds "
                + $"\"{expected.Architecture}\"; use the version of galnet-train that wrote it.");
        if (bytes.Length != start + length + 4L * (4L * header.Trained + header.Running)) throw CutShort(path);
        var at = start + length;
        float[] Next(int count)
        {
            var array = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(at, 4 * count)).ToArray();
            at += 4 * count;
            return array;
        }

        return new TrainingState
        {
            Plan = header.Plan,
            Architecture = header.Architecture,
            Scale = header.Scale,
            Steps = header.Steps,
            Samples = header.Samples,
            Loss = header.Loss,
            Seconds = header.Seconds,
            Weights = Next(header.Trained),
            Averaged = Next(header.Trained),
            GradientMean = Next(header.Trained),
            GradientSquare = Next(header.Trained),
            Running = Next(header.Running),
        };
    }

    private static float[][] Arrays(TrainingState state)
        => [state.Weights, state.Averaged, state.GradientMean, state.GradientSquare, state.Running];

    private static CommandFailedException CutShort(string path)
        => new($"{path} is cut short; use an earlier checkpoint.");
}
