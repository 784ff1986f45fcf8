namespace GaLNet.Photometry.Psf;

/// <summary>The fallback ladder of PSF models, best first.</summary>
public enum PsfRung
{
    /// <summary>Varies over the tile: enough stars near every galaxy.</summary>
    Local = 0,
    /// <summary>One mean PSF for the tile.</summary>
    Tile = 1,
    /// <summary>Borrowed from the whole image.</summary>
    Image = 2,
    /// <summary>Given by the user (a file), not measured.</summary>
    Given = 3,
}
