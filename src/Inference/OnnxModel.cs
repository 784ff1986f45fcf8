using GaLNet.Inference.Onnx;
using Microsoft.ML.OnnxRuntime;
using static GaLNet.Inference.NetworkContract;

namespace GaLNet.Inference;

/// <summary>
/// A network ready to run: one ONNX Runtime session on one device. Thread-safe; calls at the same time run side by
/// side, each with its own <see cref="NetworkBatch"/>.
/// </summary>
public sealed class OnnxModel : IDisposable
{
    private const string CudaProvider = "CUDAExecutionProvider";

    private static readonly string[] OutputNames = [Parameters, Errors, Errors95];

    private readonly InferenceSession _session;
    private readonly string[] _inputNames;

    private OnnxModel(ModelInfo info, InferenceSession session, string device)
    {
        (Info, _session, Device) = (info, session, device);
        _inputNames = [.. session.InputMetadata.Keys];
        TakesPsf = _inputNames.Contains(Psf);
    }

    /// <summary>What the file says about itself.</summary>
    public ModelInfo Info { get; }

    /// <summary>Where it runs: <c>cpu</c> or <c>cuda</c>.</summary>
    public string Device { get; }

    /// <summary>True when it looks at the PSF.</summary>
    public bool TakesPsf { get; }

    /// <summary>Opens a file; fails with <see cref="ModelException"/> before anything runs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is to run.</param>
    /// <param name="note">Told in one line when a GPU build finds no device and uses the CPU.</param>
    public static OnnxModel Open(string path, OnnxModelOptions? options = null, Action<string>? note = null)
        => Open(ModelFile.Read(path), options, note);

    /// <summary>Opens a file that was read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="options">How it is to run.</param>
    /// <param name="note">Told in one line when a GPU build finds no device and uses the CPU.</param>
    public static OnnxModel Open(ModelFile file, OnnxModelOptions? options = null, Action<string>? note = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var info = ModelInfo.Of(file);
        options ??= new OnnxModelOptions();
        var bytes = file.Bytes.ToArray();
        if (options.AllowGpu && TryCuda(bytes, options, note) is { } onGpu)
            return new OnnxModel(info, onGpu, "cuda");
        try
        {
            using var settings = Settings(options);
            return new OnnxModel(info, new InferenceSession(bytes, settings), "cpu");
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"{file.Path} cannot be run: {OneLine(e.Message)}; export the network again.", e);
        }
    }

    /// <summary>Runs the first <paramref name="count"/> stamps of a batch and puts the answers into it.</summary>
    public void Run(NetworkBatch batch, int count)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, batch.Capacity);
        var inputs = Array.ConvertAll(_inputNames, name => Input(batch, name, count));
        OrtValue[] outputs =
        [
            Value(batch.AllParameters, count, ParameterCount), Value(batch.AllErrors, count, ParameterCount),
            Value(batch.AllErrors95, count, ParameterCount),
        ];
        try
        {
            using var how = new RunOptions();
            _session.Run(how, _inputNames, inputs, OutputNames, outputs);
        }
        finally
        {
            Array.ForEach(inputs, value => value.Dispose());
            Array.ForEach(outputs, value => value.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static OrtValue Input(NetworkBatch batch, string name, int count) => name switch
    {
        Stamp => Value(batch.Stamps, count, 1, StampSize, StampSize),
        Psf => Value(batch.Psfs, count, 1, PsfSize, PsfSize),
        SkySigma => Value(batch.SkySigmas, count, 1),
        Gain => Value(batch.Gains, count, 1),
        ZeroPoint => Value(batch.ZeroPoints, count, 1),
        _ => Value(batch.PixelScales, count, 1),
    };

    private static OrtValue Value(float[] memory, params long[] shape)
        => OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, memory.AsMemory(0, (int)shape.Aggregate((a, b) => a * b)), shape);

    internal static SessionOptions Settings(OnnxModelOptions options)
    {
        var settings = new SessionOptions
        {
            IntraOpNumThreads = options.ThreadsPerCall,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        // Threads that wait by spinning would take the cores from everything else in the process.
        settings.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        settings.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        if (options.ProfilePrefix is { } prefix)
        {
            settings.ProfileOutputPathPrefix = prefix;
            settings.EnableProfiling = true;
        }
        return settings;
    }

    private static InferenceSession? TryCuda(byte[] bytes, OnnxModelOptions options, Action<string>? note)
    {
        // A build without CUDA lacks the very entry point: ask before calling it.
        if (!OrtEnv.Instance().GetAvailableProviders().Contains(CudaProvider))
            return null;
        try
        {
            using var settings = Settings(options);
            settings.AppendExecutionProvider_CUDA();
            return new InferenceSession(bytes, settings);
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            note?.Invoke($"no GPU for networks ({OneLine(e.Message)}); they run on the CPU.");
            return null;
        }
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
