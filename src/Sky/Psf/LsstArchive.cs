using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>
/// The persisted objects behind the planes of an HSC-SSP or LSST exposure. Their PSFs are made by code of the LSST
/// stack from many pieces and are refused by name.
/// </summary>
internal static class LsstArchive
{
    /// <summary>Name of the persisted PSF (<c>CoaddPsf</c>, <c>PsfexPsf</c> …), or null.</summary>
    public static string? PsfName(FitsFile file)
    {
        var index = file.Hdus.OfType<FitsTable>().FirstOrDefault(t =>
            t.Header.String("EXTTYPE")?.Trim() == "ARCHIVE_INDEX" || t.Name.Trim() == "ARCHIVE_INDEX");
        if (index is null || !index.Has("name") || index.Column("name").Format != 'A')
            return null;
        return index.Strings("name").FirstOrDefault(n => n.EndsWith("Psf", StringComparison.Ordinal));
    }

    /// <summary>Throws with the remedy when the file keeps its PSF as a persisted object.</summary>
    public static void Refuse(FitsFile file)
    {
        if (PsfName(file) is { } name)
            throw new FitsException($"{file.Path} keeps its PSF as a persisted {name} of the LSST stack, which is not "
                + "read; write it as an image (exposure.getPsf().computeKernelImage(position), or HSC's PSF picker) "
                + "and give that file.");
    }
}
