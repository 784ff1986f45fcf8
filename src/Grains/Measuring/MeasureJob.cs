using GaLNet.Grains.State;

namespace GaLNet.Grains.Measuring;

/// <summary>A pending measurement with what it takes to make it.</summary>
/// <param name="Asked">The pending measurement.</param>
/// <param name="Image">The image it is made on.</param>
/// <param name="Source">Which of the image's sources.</param>
internal sealed record MeasureJob(PendingMeasurement Asked, TileImage Image, int Source);
