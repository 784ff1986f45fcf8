using GaLNet.Grains.Interfaces.Models;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Serving;

/// <summary>Reads network files: the seam between the grains and what executes a network.</summary>
internal interface INetworkFormat
{
    /// <summary>Networks that came with the software, each with a way to its file.</summary>
    IReadOnlyList<ShippedNetwork> Shipped { get; }

    /// <summary>
    /// What a file says of itself. Throws <see cref="Interfaces.InputException"/> with one sentence when it is no
    /// network of ours, whatever is wrong with it.
    /// </summary>
    CatalogueModel Describe(NetworkFile file);

    /// <summary>
    /// Makes an engine of a file. Throws as <see cref="Describe"/>. Slow: it belongs on a compute thread.
    /// </summary>
    IBatchFitEngine Open(NetworkFile file);
}
