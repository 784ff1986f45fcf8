using System.Diagnostics;
using GaLNet.Grains.Compute;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Serving;

/// <summary>
/// The way of a tile's stamps to a network: straight into this silo's own queue when no other silo does better, else
/// packed to one with a GPU.
/// </summary>
internal sealed class NetworkRoute(
    NetworkShelf local, SiloHardware hardware, ComputePool pool, IGrainFactory grains)
{
    private const int Attempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Measures stamps in order with the weights of a model. Networks that fail are tried twice; a silo that was lost is
    /// asked until the cluster has noticed, then another one, at last this one. Throws <see cref="InputException"/> when
    /// it fails for good; nothing was measured then.
    /// </summary>
    public async Task<NetworkFits> Measure(
        CatalogueModel model, IReadOnlyList<StampAndPsf> stamps, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return hardware.IsLocalPreferred()
                    ? await local.Measure(model, stamps, cancellationToken).ConfigureAwait(false)
                    : await Send(model, stamps, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not (InputException or OperationCanceledException))
            {
                var isLost = GrainCalls.MayPass(exception);
                if (isLost ? Stopwatch.GetElapsedTime(started) > Patience : attempt >= Attempts)
                {
                    throw new InputException(
                        $"The networks did not answer ({exception.Message.TrimEnd('.')}); what was to be measured " +
                        "stays pending: run the same command again.", exception);
                }

                if (isLost)
                {
                    await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private async Task<NetworkFits> Send(
        CatalogueModel model, IReadOnlyList<StampAndPsf> stamps, CancellationToken cancellationToken)
    {
        var packed = await pool.Run(() => StampPacking.Pack(stamps), cancellationToken).ConfigureAwait(false);
        var answer = await grains.GetGrain<IInferenceGrain>(model.Engine)
            .Measure(model, packed, cancellationToken).ConfigureAwait(false);
        return new NetworkFits(answer.ModelId, FitPacking.Unpack(answer));
    }
}
