namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>Where the time went, seconds since the tile's work was started.</summary>
/// <param name="Read">Reading pixels, wall.</param>
/// <param name="Detect">Sky, detection and deblending, wall.</param>
/// <param name="Psf">Star selection and PSF fit, wall.</param>
/// <param name="Fit">Fitting, CPU seconds summed over threads.</param>
/// <param name="Record">Recording, wall seconds in which recording was what the tile waited for or did.</param>
/// <param name="Wall">From start to end.</param>
/// <param name="Cut">Cutting stamps and making the PSF of their places, CPU seconds summed over threads.</param>
/// <param name="Infer">
/// Waiting for networks, wall seconds summed over groups of galaxies (two may wait at a time).
/// </param>
[GenerateSerializer, Immutable, Alias("GaLNet.StepSeconds")]
public readonly record struct StepSeconds(
    [property: Id(0)] double Read, [property: Id(1)] double Detect, [property: Id(2)] double Psf,
    [property: Id(3)] double Fit, [property: Id(4)] double Record, [property: Id(5)] double Wall,
    [property: Id(6)] double Cut, [property: Id(7)] double Infer);
