using System.CommandLine;
using GaLNet.Output;
using GaLNet.Training.Commands;

namespace GaLNet.Training;

/// <summary>The <c>galnet-train</c> command.</summary>
internal static class TrainApp
{
    private const int Failed = 1, Interrupted = 130;

    /// <summary>Runs one command line and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            return await BuildRoot().Parse(arguments).InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false, Error = error, ProcessTerminationTimeout = null,
                },
                cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception exception) when (exception is CommandFailedException or IOException
            or UnauthorizedAccessException or Inference.ModelException)
        {
            error.WriteLine($"galnet-train: {exception.Message}");
            return Failed;
        }
    }

    /// <summary>The command tree.</summary>
    internal static RootCommand BuildRoot()
        => new("Trains the networks of GaLNet on mocks, scores them, and writes them as ONNX files.")
        {
            new TrainCommand(),
            new ExportCommand(),
            new EvaluateCommand(),
            new StudyCommand(),
        };
}
