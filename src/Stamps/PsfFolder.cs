using GaLNet.Photometry.Psf;

namespace GaLNet.Stamps;

/// <summary>Real PSFs to draw mocks with: the FITS files of a folder, or the planes of one file.</summary>
public static class PsfFolder
{
    /// <summary>All PSFs under a path, each of unit sum, in the order of the files' names.</summary>
    /// <param name="path">A folder of FITS images or cubes, or one such file.</param>
    /// <exception cref="StampException">No PSF there, or one that cannot be used; the sentence names it.</exception>
    public static IReadOnlyList<PsfStamp> Read(string path)
    {
        string[] files = Directory.Exists(path)
            ? [.. Directory.GetFiles(path).Where(IsFits).Order(StringComparer.Ordinal)]
            : [path];
        if (files.Length == 0)
        {
            throw new StampException($"the folder {path} holds no .fits or .fits.gz file; name a folder of PSF images.");
        }

        var psfs = new List<PsfStamp>();
        foreach (var file in files)
        {
            using var planes = PlaneStack.Open(file);
            PsfPlane.RequireOdd(planes);
            for (var plane = 0; plane < planes.Count; plane++)
            {
                var psf = PsfPlane.Read(planes, plane);
                if (psf.IsShifted(1))
                {
                    throw new StampException(
                        $"{file} has a PSF (plane {plane}) that peaks beside its central pixel; galaxies painted with it "
                        + "would not lie where their truth says: centre it.");
                }

                psfs.Add(new PsfStamp(planes.Width, planes.Height, psf.Pixels));
            }
        }

        return psfs;
    }

    private static bool IsFits(string path)
        => Array.Exists([".fits", ".fit", ".fits.gz", ".fit.gz", ".fits.fz"],
            end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
