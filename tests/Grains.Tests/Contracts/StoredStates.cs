using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.References;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tests.Contracts;

/// <summary>States of every grain as they were stored: what the files of the fixtures hold.</summary>
internal static class StoredStates
{
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

    public static readonly ImageInfo Image = new()
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

    public static readonly GalaxyFit Fit = new()
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

    private static readonly SourceList Sources = new()
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
    };

    private static readonly ImageInfo Replaced = Image with
    {
        Source = Image.Source with
        {
            MaskPath = "/data/m.fits",
            Saturation = 50000,
            PixelScaleArcsec = 0.21,
            Band = "r",
            PsfPath = "/data/psf.fits",
            PsfSampling = 3,
        },
        Revision = 2,
        Replacement = "fedcba98765432100123",
    };

    private static readonly ImageChanges Changes = new()
    {
        Columns = 63,
        Start = [3, 70],
        Length = [2, 5],
        Revision = [2, 1],
        AllSince = 1,
        PsfSince = 1,
        ChangedLast = 2,
        Blocks = 2016,
    };

    private static readonly StoredPsfImages PsfImages = new()
    {
        Width = 1,
        Height = 2,
        Images = [0.25f, 0.75f],
        StepPix = 0.5,
        XZero = 1000,
        XScale = 900,
        YZero = 500,
        YScale = 400,
        Degree = 2,
    };

    public static readonly ReferenceMeasurement Measurement = new()
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
    };

    private static readonly ReferenceInfo Reference = new()
    {
        Name = "2dphot",
        ContentHash = "cafe",
        Format = "2dphot",
        Path = "/data/2dphot.fits",
        MatchArcsec = 1,
        Conventions = ["semi-axes are semi-major"],
        Rows = 10,
        Matched = 9,
        Ambiguous = 1,
        AddedAt = new DateTimeOffset(2026, 11, 22, 20, 30, 0, TimeSpan.Zero),
        Tiles = ["8/1"],
        IsComplete = true,
        Band = "r",
    };

    /// <summary>By the name of their file.</summary>
    public static IReadOnlyDictionary<string, object> All { get; } = new Dictionary<string, object>
    {
        ["catalogue"] = new CatalogueState { TileOrder = 9, Images = [Image] },
        ["image"] = new ImageState { Info = Image, Psf = Psf, PsfMadeBy = "galnet 0.1.0" },
        ["galaxy"] = new GalaxyState { Fits = [Fit], History = [Fit with { Mag = 21 }] },
        ["page"] = new PageState
        {
            Page = Page,
            Pending = [new PendingMeasurement(7, Image.ImageId, "chi2", 61, 1)],
            IsUnplanned = true,
        },
        ["tile"] = new TileState
        {
            Settings = new MeasureSettings { Engine = "chi2", StampSize = 101, MinSignalToNoise = 20 },
            Images =
            [
                new TileImage
                {
                    Info = Image,
                    Given = [new InputSource(1, 2, true, 20)],
                    Sources = Sources,
                    SourcesKey = "sources",
                    Psfs = [new PsfInfo(Image.ImageId, 2, Psf, Fit.FittedAt, 0.65)],
                    PsfKey = "psf",
                },
            ],
            Objects = [5, 6],
        },
        ["reference"] = new ReferenceState
        {
            Page = ReferencePage.Of("2dphot", "cafe",
            [
                Measurement,
            ]),
        },
        ["models"] = new ModelsState
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
        },
        ["model-file"] = new ModelFileState { Bytes = [8, 1, 2, 255, 0] },
        ["catalogue-references"] = new CatalogueState
        {
            TileOrder = 9,
            Images = [Replaced],
            References = [Reference],
        },
        ["image-replaced"] = new ImageState
        {
            Info = Replaced,
            Psf = Psf with { Images = PsfImages },
            PsfMadeBy = "galnet 0.1.0",
            Blocks = new ImageBlocks { Columns = 2, Hashes = [1, 2, 3, 4, 5, 6, 7, 8], Frame = "f00d" },
            Changes = Changes,
        },
        ["galaxy-revised"] = new GalaxyState
        {
            Fits = [Fit with { Provenance = Provenance with { ImageRevision = 2 } }],
            History = [Fit],
            References = [Measurement],
        },
        ["page-split"] = new PageState { PartDepth = 2, Parts = [0, 7] },
        ["page-part"] = new PagePart { Page = Page, OtherEngines = Page },
        ["page-engines"] = new PageState { Page = Page, OtherEngines = Page },
        ["tile-replaced"] = new TileState
        {
            Images =
            [
                new TileImage
                {
                    Info = Replaced,
                    Changes = Changes,
                    SourcesRevision = 1,
                    Region = [0, 0, 100, 200],
                    GivenPsf = "/data/psf.fits",
                },
            ],
        },
        ["sources"] = new SourcesPart { Sources = Sources },
        ["tile-outline"] = new TileState
        {
            Images = [new TileImage { Info = Image, SourcesKey = "sources", SourcesPart = 3, PsfKey = "psf" }],
            Objects = [5],
        },
    };
}
