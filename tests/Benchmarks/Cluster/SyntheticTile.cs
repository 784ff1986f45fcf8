using GaLNet.Cluster.Tests.Storage;
using GaLNet.Grains;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Healpix;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// A tile of an imaginary survey: galaxies and stars at random places with random numbers (which compress as badly as
/// measured ones), its image and its PSF, as the product keeps them.
/// </summary>
internal sealed class SyntheticTile
{
    private const int MaxOrder = 29;
    private const double StarsPerGalaxy = 0.3;
    private static readonly DateTimeOffset Time = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    public SyntheticTile(HealpixCell cell, ImageInfo image, int galaxies, string model)
    {
        (Cell, Image) = (cell, image);
        var random = new Random((int)cell.Index);
        var stars = (int)(StarsPerGalaxy * galaxies);
        var first = cell.Index << (2 * (MaxOrder - cell.Order));
        long[] ids = [.. Enumerable.Range(0, galaxies + stars)
            .Select(_ => first + random.NextInt64(1L << (2 * (MaxOrder - cell.Order)))).Distinct()];
        Galaxies = [.. ids.Take(galaxies).Order()];
        Fits = [.. Galaxies.Select(id => Fit(id, random, model))];
        Sky = SkyOf(ids, random);
    }

    public HealpixCell Cell { get; }

    public ImageInfo Image { get; }

    public long[] Galaxies { get; }

    public GalaxyFit[] Fits { get; }

    public TileState Sky { get; }

    /// <summary>The page with everything measured, made by the product's own editor.</summary>
    public PageState Page()
    {
        var editor = new PageEditor(Cell.ToString(), Sky);
        Array.ForEach(Fits, editor.Put);
        var image = Sky.Images[0];
        for (var source = 0; source < image.Sources!.Count; source++)
        {
            if (image.Sources.Has(source, SourceBits.Star))
            {
                editor.PutListed(image, source, FitFlags.Star);
            }
        }

        return new PageState { Page = editor.Build() };
    }

    /// <summary>An image of a square degree over these tiles.</summary>
    public static ImageInfo ImageOver(HealpixCell[] tiles, int number)
    {
        var (ra, dec) = tiles[0].Centre;
        return new ImageInfo
        {
            ImageId = $"{number:x8}9932f9222f3dba50caa4ec57",
            Source = new ImageSource { Path = $"/survey/field{number:D6}_r.fits", Band = "r" },
            Width = 18_500,
            Height = 19_000,
            Band = "r",
            ZeroPoint = new CalibrationValue(0, "MAGZP keyword"),
            Gain = new CalibrationValue(3e13, "GAIN keyword"),
            Saturation = new CalibrationValue(double.PositiveInfinity, "assumed"),
            PixelScaleArcsec = new CalibrationValue(0.2, "WCS"),
            CornerRaDeg = [ra - 0.5, ra + 0.5, ra + 0.5, ra - 0.5],
            CornerDecDeg = [dec - 0.5, dec - 0.5, dec + 0.5, dec + 0.5],
            Tiles = [.. tiles.Select(tile => tile.ToString())],
        };
    }

    private GalaxyFit Fit(long id, Random random, string model)
    {
        double Next(double low, double high) => low + (high - low) * random.NextDouble();
        var (ra, dec) = HealpixNested.Centre(MaxOrder, id);
        return StoredFits.Fit with
        {
            GalaxyId = id,
            RaDeg = ra,
            DecDeg = dec,
            XFits = Next(1, Image.Width),
            YFits = Next(1, Image.Height),
            Mag = Next(18, 24),
            ReffArcsec = Next(0.1, 3),
            Q = Next(0.1, 1),
            PaDeg = Next(0, 180),
            N = Next(0.3, 8),
            XError = Next(0, 0.1),
            YError = Next(0, 0.1),
            MagError = Next(0, 0.2),
            ReffError = Next(0, 0.3),
            QError = Next(0, 0.1),
            PaError = Next(0, 20),
            NError = Next(0, 1),
            Sky = Next(-1, 1),
            Chi2 = Next(0.8, 1.2),
            Chi2Reff = Next(0.8, 1.3),
            SignalToNoise = Next(10, 300),
            PsfFwhmArcsec = Next(0.6, 0.7),
            Provenance = StoredFits.Fit.Provenance with
            {
                Model = model, ImageId = Image.ImageId, Software = SoftwareVersion.Current,
            },
            FittedAt = Time.AddTicks(random.NextInt64(TimeSpan.TicksPerDay)),
        };
    }

    private TileState SkyOf(long[] ids, Random random)
    {
        double[] Column(double low, double high) => [.. ids.Select(_ => low + (high - low) * random.NextDouble())];
        var places = Array.ConvertAll(ids, id => HealpixNested.Centre(MaxOrder, id));
        var image = new TileImage
        {
            Info = Image,
            Sources = new SourceList
            {
                GalaxyId = ids,
                RaDeg = Array.ConvertAll(places, place => place.RaDeg),
                DecDeg = Array.ConvertAll(places, place => place.DecDeg),
                XPix = Column(0, Image.Width),
                YPix = Column(0, Image.Height),
                Flux = Column(1e-12, 1e-9),
                FluxError = Column(1e-14, 1e-12),
                SignalToNoise = Column(10, 300),
                RadiusPix = Column(2, 10),
                AxisRatio = Column(0.1, 1),
                ThetaDeg = Column(-90, 90),
                Sky = Column(-1e-13, 1e-13),
                SkySigma = Column(1e-13, 2e-13),
                Bits = [.. ids.Select((_, i) => i < Galaxies.Length ? 0 : (int)SourceBits.Star)],
            },
            Psfs = [new PsfInfo(Image.ImageId, 1, Psf(random), Time, 0.65)],
        };
        image = image with { SourcesKey = TilePlan.SourcesKey(image), PsfKey = TilePlan.PsfKey(image) };
        return new TileState
        {
            Settings = new MeasureSettings { Engine = StoredFits.Fit.Provenance.Engine, MinSignalToNoise = 10 },
            Images = [image],
            Objects = ids,
        };
    }

    private static StoredPsf Psf(Random random)
    {
        // Two elliptical Moffats that vary with position to second degree (docs/decisions/psf.md).
        const int terms = 6;
        var constants = new MoffatParameters(3.2, 0.02, 0.01, 3, 0.1, 2, 2.5, 0.01, 0.01).ToVector();
        return new StoredPsf
        {
            XRefPix = 9000,
            YRefPix = 9000,
            ScalePix = 3000,
            Degree = 2,
            Coefficients = [.. constants.Select(constant => Enumerable.Range(0, terms)
                .Select(term => term == 0 ? constant : 1e-3 * random.NextDouble()).ToArray())],
            StarCount = 80,
            ResidualChi2 = 1.02,
            Rung = (int)PsfRung.Local,
        };
    }
}
