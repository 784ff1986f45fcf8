namespace GaLNet.ClientCli.Shell;

/// <summary>What the shell sees when the command ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Bad input, or the work failed; one sentence on the error stream says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line itself could not be understood.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by Ctrl-C; the same command resumes.</summary>
    public const int Interrupted = 130;
}
