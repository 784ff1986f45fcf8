using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Serving;

/// <summary>A network's answers.</summary>
/// <param name="ModelId">What really made them.</param>
/// <param name="Fits">In the order of the stamps.</param>
internal sealed record NetworkFits(string ModelId, IReadOnlyList<SersicFit> Fits);
