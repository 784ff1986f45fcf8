namespace GaLNet.Grains.Interfaces.References;

/// <summary>What a reader must know about somebody else's measurement. Bits are stored: never renumber them.</summary>
[Flags]
public enum ReferenceFlags
{
    /// <summary>Nothing to report.</summary>
    None = 0,
    /// <summary>More than one galaxy or more than one row of the catalogue lay within the matching radius.</summary>
    Ambiguous = 1 << 0,
    /// <summary>The position angle is the code's initial guess (2DPHOT: 90 degrees): it was never fitted.</summary>
    PaPileUp = 1 << 1,
    /// <summary>The axis ratio is the code's initial guess (2DPHOT: 0.8).</summary>
    AxisRatioPileUp = 1 << 2,
    /// <summary>The Sérsic index lies on a bound of the code.</summary>
    IndexAtBound = 1 << 3,
    /// <summary>The radius lies on a bound of the code.</summary>
    ReffAtBound = 1 << 4,
    /// <summary>The axis ratio lies on a bound of the code.</summary>
    AxisRatioAtBound = 1 << 5,
    /// <summary>The magnitude lies on a bound of the code.</summary>
    MagAtBound = 1 << 6,
    /// <summary>The code itself flags the measurement.</summary>
    FlaggedByCode = 1 << 7,
    /// <summary>The position is that of the detection, not the model's fitted centre.</summary>
    CentreNotFitted = 1 << 8,
}
