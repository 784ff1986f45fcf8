using GaLNet.Photometry.Detection;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Stamps;

/// <summary>The stamps of a file with their noise, masks and PSFs. Safe to read from several threads.</summary>
internal sealed class StampReader : IDisposable
{
    private readonly StampOptions _options;
    private readonly PlaneStack _images;
    private readonly PlaneStack? _sigmas;
    private readonly PlaneStack? _masks;
    private readonly PsfStack _psfs;

    private StampReader(StampOptions options, PlaneStack images, PlaneStack? sigmas, PlaneStack? masks, PsfStack psfs)
        => (_options, _images, _sigmas, _masks, _psfs) = (options, images, sigmas, masks, psfs);

    public int Width => _images.Width;

    public int Height => _images.Height;

    public int Count => _images.Count;

    /// <summary>What was found odd, one sentence each.</summary>
    public IReadOnlyList<string> Notes => _psfs.Notes;

    /// <summary>Opens and checks everything before the first stamp is measured.</summary>
    public static StampReader Open(StampOptions options)
    {
        var opened = new List<PlaneStack>();
        PlaneStack Keep(PlaneStack planes)
        {
            opened.Add(planes);
            return planes;
        }

        try
        {
            var images = Keep(PlaneStack.Open(options.Images));
            var sigmas = options.SigmaMap is { } sigma ? Keep(PlaneStack.OpenBeside(sigma, images, "sigma map")) : null;
            var masks = options.Mask is { } mask ? Keep(PlaneStack.OpenBeside(mask, images, "mask")) : null;
            return new StampReader(options, images, sigmas, masks, PsfStack.Read(options, images));
        }
        catch
        {
            opened.ForEach(planes => planes.Dispose());
            throw;
        }
    }

    /// <summary>The PSF of a stamp.</summary>
    public PsfStamp PsfOf(int id) => _psfs.Of(id);

    /// <summary>A stamp.</summary>
    public Stamp Read(int id)
    {
        var pixels = _images.Read(id);
        var mask = _masks is null ? null : Array.ConvertAll(_masks.Read(id), value => (byte)(value != 0 ? 1 : 0));
        var skySigma = _options.SkySigma ?? BlockNoise.Estimate(pixels, Width, Height, mask);
        return new Stamp
        {
            Width = Width,
            Height = Height,
            Pixels = pixels,
            SkySigma = skySigma,
            Sigma = _sigmas?.Read(id),
            Mask = mask,
            Gain = _options.Gain,
            Sky = _options.Sky ?? 0,
            SkyIsFixed = _options.Sky is not null,
            Search = _masks is null ? NeighbourSearch.Everywhere : NeighbourSearch.OutsideTarget,
            SignalRadiusPix = ApertureSignal.PaperRadiusArcsec / _options.PixelScaleArcsec,
        };
    }

    public void Dispose()
    {
        _images.Dispose();
        _sigmas?.Dispose();
        _masks?.Dispose();
    }
}
