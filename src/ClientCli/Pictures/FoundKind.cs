namespace GaLNet.ClientCli.Pictures;

/// <summary>What a mark on the field stands for.</summary>
internal enum FoundKind
{
    /// <summary>A galaxy with a fit.</summary>
    Galaxy,

    /// <summary>A point source.</summary>
    Star,

    /// <summary>A source below the S/N limit.</summary>
    Faint,

    /// <summary>A galaxy whose fit failed.</summary>
    Failed,
}
