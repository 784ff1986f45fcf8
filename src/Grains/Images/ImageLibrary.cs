using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.Images;

/// <summary>
/// The silo's open images. Opening can be dear (a compressed image is unpacked), so a few stay open after use; an
/// image in use is never closed. Thread-safe; borrowing reads files, so it belongs on a compute thread.
/// </summary>
internal sealed class ImageLibrary(ImageRoots roots) : IDisposable
{
    private const int IdleKept = 4;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Shelf> _shelves = [];
    private long _clock;

    /// <summary>
    /// Lends an image; dispose the loan. Throws <see cref="InputException"/> when its files are gone, unreadable or
    /// changed since they were registered.
    /// </summary>
    public ImageLoan Borrow(ImageInfo info)
    {
        var key = $"{info.Content}|{info.Source.Path}|{info.FileStamp}";
        Shelf? shelf;
        lock (_lock)
        {
            if (!_shelves.TryGetValue(key, out shelf))
            {
                shelf = _shelves[key] = new Shelf(new Lazy<ImagePlanes>(() => Open(info)));
            }

            shelf.Loans++;
            shelf.LastUse = ++_clock;
        }

        try
        {
            return new ImageLoan(shelf.Planes.Value, () => Return(key, shelf));
        }
        catch
        {
            lock (_lock)
            {
                // A failed opening is not remembered: the file may come back.
                shelf.Loans--;
                if (_shelves.GetValueOrDefault(key) == shelf)
                {
                    _shelves.Remove(key);
                }
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var shelf in _shelves.Values.Where(shelf => shelf.Loans == 0))
            {
                shelf.Planes.Value.Dispose();
            }

            _shelves.Clear();
        }
    }

    private ImagePlanes Open(ImageInfo info)
    {
        roots.Check(info.Source);
        var now = FileStamp.Of(info.Source);
        return now == info.FileStamp
            ? ImagePlanes.Open(info.Source)
            : throw new InputException(now.Contains("absent", StringComparison.Ordinal)
                ? $"A file of the image {info.Source.Path} is gone; bring it back, or ingest the image from where it " +
                  "is now, and run the same command again."
                : $"The image {info.Source.Path} has changed since it was registered; ingest it again.");
    }

    private void Return(string key, Shelf shelf)
    {
        lock (_lock)
        {
            shelf.Loans--;
            if (!_shelves.ContainsKey(key))
            {
                shelf.Planes.Value.Dispose();
                return;
            }

            foreach (var (idle, closing) in _shelves.Where(pair => pair.Value.Loans == 0)
                .OrderByDescending(pair => pair.Value.LastUse).Skip(IdleKept).ToArray())
            {
                _shelves.Remove(idle);
                closing.Planes.Value.Dispose();
            }
        }
    }

    private sealed class Shelf(Lazy<ImagePlanes> planes)
    {
        public Lazy<ImagePlanes> Planes { get; } = planes;

        public int Loans { get; set; }

        public long LastUse { get; set; }
    }
}
