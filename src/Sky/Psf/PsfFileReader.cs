using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>Finds out in which form a file keeps a PSF, and chooses among several.</summary>
internal static class PsfFileReader
{
    public static List<PsfInFile> Find(FitsFile file)
    {
        var found = Collect(file);
        if (found.Count == 0)
            LsstArchive.Refuse(file);
        return found;
    }

    private static List<PsfInFile> Collect(FitsFile file)
    {
        var found = new List<PsfInFile>();
        foreach (var table in file.Hdus.OfType<FitsTable>())
        {
            if (PsfexTable.IsOne(table))
                found.AddRange(PsfexTable.Read(table));
            else if (SdssPsField.IsOne(table))
                found.Add(SdssPsField.Read(table, SdssPsField.Band(file, table)));
        }
        found.AddRange(PsfGrid.Find(file));
        found.AddRange(file.Hdus.OfType<FitsImage>()
            .Where(image => image.Name.Trim().Equals("PSF", StringComparison.OrdinalIgnoreCase)
                && image.Planes == 1 && image.Shape.Count >= 2)
            .Select(PsfImage.Read));
        return found;
    }

    public static PsfInFile Read(string path, string[] parts)
    {
        using var file = FitsFile.Open(path);
        var selector = FitsPath.Parse(path).Selector;
        var found = Collect(file);
        if (selector is not null)
        {
            // [3] and [PSF_DATA] name an HDU; [r] and [N15] the band or detector.
            var hdu = file.Hdus.FirstOrDefault(h => FitsPath.Matches(h, selector));
            var named = found.Where(p => IsNamed(p, selector)
                || (hdu is not null && p.Source.StartsWith($"{hdu}:", StringComparison.Ordinal))).ToList();
            if (named.Count > 0)
                return Only(path, named, parts);
            return PsfImage.Read(file.Image(selector));
        }
        if (found.Count > 0)
            return Only(path, found, parts);
        LsstArchive.Refuse(file);
        var images = file.Hdus.OfType<FitsImage>().Where(i => i.Shape.Count >= 2).ToList();
        if (images.FirstOrDefault(i => parts.Contains(i.Name.Trim(), StringComparer.OrdinalIgnoreCase)) is { } mine)
            return PsfImage.Read(mine);
        if (images.Count > 1)
            throw new FitsException(
                $"{path} holds {images.Count} images; name the one that is the PSF, e.g. {path}[{images[1].Index}].");
        return PsfImage.Read(file.Image());
    }

    private static PsfInFile Only(string path, List<PsfInFile> found, string[] parts)
    {
        if (found.Count == 1)
            return found[0];
        var wanted = found.Where(p => parts.Any(part => IsNamed(p, part))).ToList();
        if (wanted.Count == 1)
            return wanted[0];
        var names = string.Join(", ", found.Take(10).Select(p => p.Part)) + (found.Count > 10 ? ", ..." : "");
        throw new FitsException(
            $"{path} holds {found.Count} PSFs ({names}); name one in brackets, e.g. {path}[{found[0].Part}].");
    }

    private static bool IsNamed(PsfInFile psf, string part)
        => part.Length > 0 && psf.Part.Equals(part.Trim(), StringComparison.OrdinalIgnoreCase);
}
