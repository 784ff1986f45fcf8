using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>Finds the file of the PSF that surveys ship beside an image, by its name.</summary>
public static class PsfCompanions
{
    private static readonly string[] Endings = [".fz", ".gz", ".bz2", ".fits", ".fit"];

    /// <summary>Paths of PSF files that exist beside an image, the survey's own name first.</summary>
    public static IEnumerable<string> Beside(string imagePath)
    {
        ArgumentNullException.ThrowIfNull(imagePath);
        var folder = Path.GetDirectoryName(imagePath) ?? "";
        var stem = Stem(Path.GetFileName(imagePath));
        return Names(stem).Select(name => Path.Combine(folder, name)).Where(File.Exists).Distinct();
    }

    /// <summary>
    /// The PSFs in an image's file and beside it; of a file that holds several those of the image's band or detector.
    /// </summary>
    /// <param name="file">The image's file.</param>
    /// <param name="parts">Band, detector or EXTNAME of the image.</param>
    /// <param name="notes">Receives why a PSF that is there cannot be used.</param>
    public static IReadOnlyList<PsfInFile> Of(
        FitsFile file, IReadOnlyCollection<string> parts, ICollection<string> notes)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(notes);
        var found = new List<PsfInFile>(Attempt(() => PsfInFile.Find(file), notes));
        foreach (var path in Beside(file.Path))
        {
            found.AddRange(Attempt(
                () =>
                {
                    using var other = FitsFile.Open(path);
                    var all = PsfInFile.Find(other);
                    var mine = all.Where(p => parts.Contains(p.Part, StringComparer.OrdinalIgnoreCase)).ToList();
                    return mine.Count > 0 ? mine : all;
                },
                notes));
        }
        return found;
    }

    private static IReadOnlyList<PsfInFile> Attempt(Func<IReadOnlyList<PsfInFile>> find, ICollection<string> notes)
    {
        try
        {
            return find();
        }
        catch (FitsException fault)
        {
            notes.Add(fault.Message);
            return [];
        }
    }

    private static string Stem(string name)
    {
        foreach (var ending in Endings)
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                name = name[..^ending.Length];
        }
        return name;
    }

    private static IEnumerable<string> Names(string stem)
    {
        // SDSS: frame-r-001000-1-0100 and psField-001000-1-0100.
        if (stem.Split('-') is ["frame" or "fpC", _, var run, var column, var field])
        {
            yield return $"psField-{run}-{column}-{field}.fit";
            yield return $"psField-{run}-{column}-{field}.fits";
        }
        // Legacy Surveys: ..._ooi_r_ls9 and ..._ooi_r_ls9-psfex, or of one detector ...ls9.N15 and ...ls9-N15-psfex.
        yield return $"{stem}-psfex.fits";
        yield return $"{stem.Replace('.', '-')}-psfex.fits";
        // PSFEx names a model after the catalogue that SExtractor named after the image.
        yield return $"{stem}.psf";
        yield return $"{stem}_psfcat.psf";
        if (stem.Contains("BGSUB-MOSAIC", StringComparison.Ordinal))
            yield return stem.Replace("BGSUB-MOSAIC", "GRID-PSF", StringComparison.Ordinal) + ".fits";
    }
}
