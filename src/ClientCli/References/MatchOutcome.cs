namespace GaLNet.ClientCli.References;

/// <summary>What became of one row of a reference.</summary>
internal enum MatchOutcome : byte
{
    /// <summary>No tile of the catalogue covers its position, or it has none.</summary>
    OutsideTiles,

    /// <summary>No galaxy of the catalogue within the radius.</summary>
    NoGalaxy,

    /// <summary>Only a star within the radius.</summary>
    Star,

    /// <summary>Another row of the catalogue lies nearer to the same galaxy.</summary>
    NotTheNearest,

    /// <summary>The row holds no galaxy fit: neither a radius nor an index.</summary>
    NoFit,

    /// <summary>Attached.</summary>
    Matched,
}
