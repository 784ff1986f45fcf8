using GaLNet.Grains.Compute;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Serving;
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

    /// <summary>
    /// Measures stamps in order with the weights of a model. A way that fails is tried twice: a silo that died is not
    /// asked again. Throws <see cref="InputException"/> when it fails for good; nothing was measured then.
    /// </summary>
    public async Task<NetworkFits> Measure(
        CatalogueModel model, IReadOnlyList<StampAndPsf> stamps, CancellationToken cancellationToken)
    {
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
                if (attempt == Attempts)
                {
                    throw new InputException(
                        $"The networks did not answer ({exception.Message.TrimEnd('.')}); what was to be measured " +
                        "stays pending: run the same command again.", exception);
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
