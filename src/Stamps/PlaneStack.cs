using GaLNet.Sky.Fits;

namespace GaLNet.Stamps;

/// <summary>Planes of one size: a cube, or a single image. Read plane by plane, from any thread.</summary>
internal sealed class PlaneStack : IDisposable
{
    private readonly FitsFile _file;
    private readonly FitsImage _image;

    private PlaneStack(FitsFile file, string path)
    {
        _file = file;
        _image = file.Image();
        Path = path;
    }

    public string Path { get; }

    public int Width => _image.Width;

    public int Height => _image.Height;

    public int Count => _image.Planes;

    /// <summary>Opens a file for planes.</summary>
    public static PlaneStack Open(string path)
    {
        var file = FitsFile.Open(path);
        try
        {
            return new PlaneStack(file, path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens planes that accompany stamps: of the same size, one per stamp or one for all.</summary>
    public static PlaneStack OpenBeside(string path, PlaneStack stamps, string what)
    {
        var planes = Open(path);
        try
        {
            planes.RequireCount(stamps, what);
            return planes.Width == stamps.Width && planes.Height == stamps.Height ? planes
                : throw new StampException(
                    $"{path} has {what}s of {planes.Width} x {planes.Height} pixels, but the stamps of {stamps.Path} "
                    + $"have {stamps.Width} x {stamps.Height}: they must be of the same size.");
        }
        catch
        {
            planes.Dispose();
            throw;
        }
    }

    /// <summary>Fails unless there is one plane, or one per stamp.</summary>
    public void RequireCount(PlaneStack stamps, string what)
    {
        if (Count != 1 && Count != stamps.Count)
        {
            throw new StampException(
                $"{Path} holds {Count} {what}s, but {stamps.Path} holds {stamps.Count} stamps: give one {what} per "
                + "stamp, or one for all.");
        }
    }

    /// <summary>[Height * Width] pixels of a plane; the only one where there is one for all.</summary>
    public float[] Read(int plane) => _image.ReadPlane(Count == 1 ? 0 : plane);

    public void Dispose() => _file.Dispose();
}
