using GaLNet.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GaLNet.Silo;

/// <summary>
/// A silo that runs inside this process on one SQLite store. Disposing it stops running work after the galaxies in
/// flight (what is pending stays pending) and hands the store back.
/// </summary>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly StoreLock _lock;
    private bool _disposed;

    internal EmbeddedSilo(IHost host, StoreLock storeLock, string storePath)
    {
        _host = host;
        _lock = storeLock;
        StorePath = storePath;
        Client = host.Services.GetRequiredService<IClusterClient>();
    }

    /// <summary>Where the store is, absolute.</summary>
    public string StorePath { get; }

    /// <summary>The way to the grains; in-process, no sockets.</summary>
    public IClusterClient Client { get; }

    /// <summary>The silo's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Returns when the host was told to stop (Ctrl-C or SIGTERM when it runs in the foreground).</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default)
        => _host.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            await _host.StopAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The limit for a clean stop has passed; nothing depends on a clean stop.
        }
        finally
        {
            if (_host is IAsyncDisposable asynchronous)
            {
                await asynchronous.DisposeAsync().ConfigureAwait(false);
            }
            else
            {
                _host.Dispose();
            }

            SqliteStore.Close(StorePath);
            _lock.Dispose();
        }
    }
}
