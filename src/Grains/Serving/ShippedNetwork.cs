using GaLNet.Grains.Interfaces.Models;

namespace GaLNet.Grains.Serving;

/// <summary>A network that came with the software.</summary>
/// <param name="Model">What it says of itself.</param>
/// <param name="Read">Reads its file.</param>
internal sealed record ShippedNetwork(CatalogueModel Model, Func<NetworkFile> Read);
