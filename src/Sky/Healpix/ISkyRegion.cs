namespace GaLNet.Sky.Healpix;

/// <summary>A region that can be covered by cells.</summary>
internal interface ISkyRegion
{
    /// <summary>
    /// Where a disc lies: +1 wholly inside, -1 wholly outside, 0 perhaps across the border. Radii are radians.
    /// </summary>
    int Classify(UnitVector centre, double radius);

    /// <summary>Points of which one lies in every cell that swallows the whole region.</summary>
    IEnumerable<UnitVector> Witnesses { get; }
}
