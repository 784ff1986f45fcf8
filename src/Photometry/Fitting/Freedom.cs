namespace GaLNet.Photometry.Fitting;

/// <summary>What of a source is fitted.</summary>
internal enum Freedom
{
    /// <summary>All its parameters.</summary>
    All = 0,

    /// <summary>Its flux; place and shape stay, and so does the image of unit flux once it is drawn.</summary>
    Flux = 1,

    /// <summary>Nothing.</summary>
    Frozen = 2,
}
