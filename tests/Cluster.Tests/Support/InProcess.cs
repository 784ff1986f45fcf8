using GaLNet.ClientCli;
using GaLNet.ClientCli.Shell;

namespace GaLNet.Cluster.Tests.Support;

/// <summary>Runs commands inside this process: many of them, without the start of a process for each.</summary>
internal static class InProcess
{
    public static async Task<(int Code, string Error)> Galnet(string[] arguments, CancellationToken stop)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var terminal = new Terminal { Out = TextWriter.Synchronized(output), Error = TextWriter.Synchronized(error) };
        var code = await GalnetApp.RunAsync(arguments, terminal, stop);
        return (code, error.ToString());
    }
}
