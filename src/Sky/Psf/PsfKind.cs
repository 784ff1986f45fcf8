namespace GaLNet.Sky.Psf;

/// <summary>In which form a file keeps its point-spread function.</summary>
public enum PsfKind
{
    /// <summary>PSFEx: basis images summed with the terms of a polynomial in position (Bertin 2011).</summary>
    Psfex = 0,

    /// <summary>
    /// SDSS psField: Karhunen-Loève images whose coefficients are polynomials in position (Lupton et al. 2001).
    /// </summary>
    SdssKarhunenLoeve = 1,

    /// <summary>One image, the same everywhere.</summary>
    Image = 2,

    /// <summary>Images at places of the field: Euclid MER, HST and JWST STDPSF, simulated fields.</summary>
    Grid = 3,
}
