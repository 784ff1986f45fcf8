namespace GaLNet.Training.Networks;

/// <summary>What a network answers, head by head: without the PSF (GaLNet-1) and with it (GaLNet-2).</summary>
/// <typeparam name="T">A tensor.</typeparam>
/// <param name="Blind">[N, 2 targets] standardised targets and log scales of their errors, without the PSF.</param>
/// <param name="Seeing">The same with the PSF.</param>
/// <param name="ShareLogit">
/// [N, 225] logit of the target's share in the light of each cell, or null where the network does not estimate it.
/// </param>
/// <param name="ApertureFlux">[N, 1] flux scale of the stamp, sky sigmas.</param>
/// <param name="Crowding">[N, 1] visible light of neighbours, sky sigmas.</param>
public readonly record struct NetworkOutputs<T>(T? Blind, T? Seeing, T? ShareLogit, T ApertureFlux, T Crowding);
