namespace GaLNet.Training.Networks;

/// <summary>Which of the two networks that share a trunk are wanted.</summary>
[Flags]
public enum Heads
{
    /// <summary>GaLNet-1: knows nothing of the PSF.</summary>
    Blind = 1,
    /// <summary>GaLNet-2: is given the PSF.</summary>
    Seeing = 2,
    /// <summary>Both, as in training.</summary>
    Both = Blind | Seeing,
}
