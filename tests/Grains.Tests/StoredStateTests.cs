using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;
using GaLNet.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace GaLNet.Grains.Tests;

/// <summary>
/// What version 0.1.0 stored must load for ever. The files were written by it (GALNET_WRITE_STATES=1 writes those of
/// a new version into a folder of its own); they are never written anew.
/// </summary>
public sealed class StoredStateTests
{
    private static readonly Serializer Serializer =
        new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    private static readonly Provenance Provenance = new()
    {
        Engine = "chi2",
        Model = "chi2-1",
        ImageId = "0123456789abcdef01234567",
        PsfVersion = 2,
        Software = "galnet 0.1.0",
        StampSize = 61,
        Epoch = 3,
    };

    private static readonly ImageInfo Image = new()
    {
        ImageId = "0123456789abcdef01234567",
        Source = new ImageSource
        {
            Path = "/data/a.fits[SCI]",
            WeightPath = "/data/w.fits",
            ZeroPoint = 30,
            Gain = 2.5,
        },
        Width = 2000,
        Height = 1000,
        Band = "r",
        ZeroPoint = new CalibrationValue(30, "--zero-point option"),
        Gain = new CalibrationValue(2.5, "--gain option"),
        Saturation = new CalibrationValue(double.PositiveInfinity, "unknown"),
        PixelScaleArcsec = new CalibrationValue(0.2, "WCS"),
        CornerRaDeg = [1, 2, 3, 4],
        CornerDecDeg = [-1, -2, -3, -4],
        Tiles = ["8/1", "8/2"],
        FileStamp = "5@7",
        Notes = ["a note"],
    };

    private static readonly StoredPsf Psf = new()
    {
        XRefPix = 10,
        YRefPix = 20,
        ScalePix = 30,
        Degree = 1,
        Coefficients = [[1, 2, 3], [4, 5, 6]],
        StarCount = 12,
        ResidualChi2 = 1.1,
        Rung = 1,
    };

    private static readonly GalaxyFit Fit = new()
    {
        GalaxyId = 123456789012345678,
        RaDeg = 180.5,
        DecDeg = -1.25,
        XFits = 101.5,
        YFits = 99.25,
        Mag = 20.125,
        ReffArcsec = 0.75,
        Q = 0.5,
        PaDeg = 45,
        N = 2.5,
        XError = 0.01,
        YError = 0.02,
        MagError = 0.03,
        ReffError = 0.04,
        QError = 0.05,
        PaError = 6,
        NError = double.NaN,
        Sky = 0.5,
        Chi2 = 1.01,
        Chi2Reff = 0.99,
        SignalToNoise = 77,
        Flags = (int)(FitFlags.Blended | FitFlags.PsfFallback),
        PsfFwhmArcsec = 0.65,
        Provenance = Provenance,
        FittedAt = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero),
    };

    private static readonly TilePage Page = new TilePageBuilder("8/1").Add(Fit)
        .AddListed(5, 1, 2, 3, 4, 18, 0.1, 300, 0.65, FitFlags.Star, Image.ImageId).Build();

    [Fact]
    public void A_catalogue_loads() => Loads("catalogue", new CatalogueState { TileOrder = 9, Images = [Image] });

    [Fact]
    public void An_image_loads()
        => Loads("image", new ImageState { Info = Image, Psf = Psf, PsfMadeBy = "galnet 0.1.0" });

    [Fact]
    public void A_galaxy_loads()
        => Loads("galaxy", new GalaxyState { Fits = [Fit], History = [Fit with { Mag = 21 }] });

    [Fact]
    public void A_page_loads() => Loads("page", new PageState
    {
        Page = Page,
        Pending = [new PendingMeasurement(7, Image.ImageId, "chi2", 61, 1)],
        IsUnplanned = true,
    });

    [Fact]
    public void A_tile_loads() => Loads("tile", new TileState
    {
        Settings = new MeasureSettings { Engine = "chi2", StampSize = 101, MinSignalToNoise = 20 },
        Images =
        [
            new TileImage
            {
                Info = Image,
                Given = [new InputSource(1, 2, true, 20)],
                Sources = new SourceList
                {
                    GalaxyId = [5],
                    RaDeg = [1],
                    DecDeg = [2],
                    XPix = [3],
                    YPix = [4],
                    Flux = [5],
                    FluxError = [6],
                    SignalToNoise = [7],
                    RadiusPix = [8],
                    AxisRatio = [0.9],
                    ThetaDeg = [10],
                    Sky = [11],
                    SkySigma = [12],
                    Bits = [(int)(SourceBits.Star | SourceBits.PsfStar)],
                },
                SourcesKey = "sources",
                Psfs = [new PsfInfo(Image.ImageId, 2, Psf, Fit.FittedAt, 0.65)],
                PsfKey = "psf",
            },
        ],
        Objects = [5, 6],
    });

    [Fact]
    public void A_reference_loads() => Loads("reference", new ReferenceState
    {
        Page = ReferencePage.Of("2dphot", "cafe",
        [
            new ReferenceMeasurement
            {
                Reference = "2dphot",
                ContentHash = "cafe",
                GalaxyId = 5,
                SourceId = "17",
                RaDeg = 180.5,
                DecDeg = -1.25,
                Mag = 20.125,
                ReffArcsec = 0.75,
                Q = 0.8,
                PaDeg = 90,
                N = 2.5,
                MagError = 0.03,
                ReffError = 0.04,
                QError = 0.05,
                PaError = 6,
                NError = double.NaN,
                Chi2 = 1.25,
                SeparationArcsec = 0.125,
                Flags = (int)(ReferenceFlags.PaPileUp | ReferenceFlags.Ambiguous),
                TheirFlags = 12,
            },
        ]),
    });

    [Fact]
    public void Models_load() => Loads("models", new ModelsState
    {
        Kept =
        [
            new CatalogueModel
            {
                Engine = "galnet-2",
                Name = "galnet-2-paper",
                Version = "1.0",
                WeightsHash = "0123456789abcdef",
                ModelId = "galnet-2-paper 1.0 01234567",
                SizeBytes = 1234567,
                PublishedAt = new DateTimeOffset(2026, 11, 22, 20, 30, 0, TimeSpan.Zero),
                Training = "{\"samples\":5}",
                Domain = "{}",
                Metrics = "{\"n\":0.9}",
            },
        ],
        Active = new Dictionary<string, string> { ["galnet-2"] = "0123456789abcdef" },
    });

    [Fact]
    public void A_model_file_loads() => Loads("model-file", new ModelFileState { Bytes = [8, 1, 2, 255, 0] });

    private static void Loads<T>(string name, T expected)
    {
        var folder = Path.Combine(SharedData.RepositoryRoot, "tests", "Grains.Tests", "Fixtures");
        var current = Path.Combine(folder, SoftwareVersion.Current.Split(' ')[1], name + ".bin");
        if (Environment.GetEnvironmentVariable("GALNET_WRITE_STATES") == "1" && !File.Exists(current))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(current)!);
            File.WriteAllBytes(current, Serializer.SerializeToArray(expected));
        }

        var stored = Directory.GetFiles(folder, name + ".bin", SearchOption.AllDirectories);
        stored.Should().NotBeEmpty();
        foreach (var path in stored)
        {
            var loaded = Serializer.Deserialize<T>(File.ReadAllBytes(path));
            loaded.Should().BeEquivalentTo(expected, options => options.ComparingRecordsByMembers()
                .WithStrictOrdering(), $"{path} was stored by an earlier version");
        }
    }
}
