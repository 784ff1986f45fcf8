using GaLNet.Grains.Interfaces;
using GaLNet.Inference;
using GaLNet.Sky;

namespace GaLNet.ClientCli.Shell;

/// <summary>Turns what went wrong into one sentence for a person.</summary>
internal static class ErrorSentence
{
    /// <summary>Set to 1, stack traces are printed below the sentence.</summary>
    public const string DebugVariable = "GALNET_DEBUG";

    private const int NoSpaceLeft = 28;

    /// <summary>True when the user wants to see more than sentences.</summary>
    public static bool IsDebugging => Environment.GetEnvironmentVariable(DebugVariable) == "1";

    /// <summary>The sentence for an exception.</summary>
    public static string Of(Exception exception) => Innermost(exception) switch
    {
        InputException or StoreException or SkyException or ModelException or CommandFailedException
            => Innermost(exception).Message,
        IOException io when IsDiskFull(io)
            => $"the disk is full ({Strip(io.Message)}): free some space and run the same command again.",
        UnauthorizedAccessException or IOException => Strip(Innermost(exception).Message) + ".",
        TimeoutException => "the catalogue did not answer in time: run the same command again; nothing was lost.",
        var other => $"an unexpected failure: {Strip(other.Message)} ({other.GetType().Name}); "
            + $"set {DebugVariable}=1 to see where.",
    };

    /// <summary>True when a write failed because no space is left.</summary>
    public static bool IsDiskFull(IOException exception)
        => (exception.HResult & 0xffff) == NoSpaceLeft
            || exception.Message.Contains("No space left", StringComparison.OrdinalIgnoreCase);

    /// <summary>Prints the sentence, and the trace when it was asked for.</summary>
    public static void Print(Exception exception, TextWriter error)
    {
        error.WriteLine($"galnet: {Of(exception)}");
        if (IsDebugging)
        {
            error.WriteLine(exception);
        }
    }

    private static Exception Innermost(Exception exception) => exception switch
    {
        AggregateException { InnerExceptions: [var only] } => Innermost(only),
        _ => exception,
    };

    private static string Strip(string message) => message.TrimEnd('.', ' ', '\n', '\r').ReplaceLineEndings(" ");
}
