using GaLNet.Grains.Interfaces.Images;
using Orleans.Concurrency;

namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>
/// One HEALPix cell of the sky: its images, PSF models, galaxies and pending work. Key: <c>order/index</c>,
/// e.g. <c>8/432101</c>. Read-only methods interleave with running work.
/// </summary>
[Alias("GaLNet.ITileGrain")]
public interface ITileGrain : IGrainWithStringKey
{
    /// <summary>
    /// Adds an image that touches the tile, or a new revision of one, with where it was replaced (null = never). Again
    /// is no change.
    /// </summary>
    [Alias("AddImage")]
    Task AddImage(ImageInfo image, ImageChanges? changes, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives the image's sources in this tile (those outside it are ignored) instead of detecting them. Again with the
    /// same sources is no change.
    /// </summary>
    [Alias("SetSources")]
    Task SetSources(string imageId, InputSource[] sources, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes everything that is missing or stale under these settings pending, durably, starts the work and returns.
    /// Nothing is measured again that need not be. Null = the settings the tile has.
    /// </summary>
    [Alias("Process")]
    Task<TileStatus> Process(MeasureSettings? settings, CancellationToken cancellationToken = default);

    /// <summary>
    /// Measures these galaxies again, whether stale or not; starts and returns. No ids = all of the tile, whose
    /// settings are then these.
    /// </summary>
    [Alias("Refit")]
    Task<TileStatus> Refit(long[] galaxyIds, MeasureSettings settings, CancellationToken cancellationToken = default);

    /// <summary>
    /// Goes on with what is pending, if anything is and nobody does; plans nothing new. For whoever finds that the silo
    /// that did it is gone and would not wait for the reminder.
    /// </summary>
    [Alias("Resume")]
    Task<TileStatus> Resume(CancellationToken cancellationToken = default);

    /// <summary>Stops after the galaxies in flight; pending work stays pending.</summary>
    [Alias("Pause"), AlwaysInterleave, ResponseTimeout("00:05:00")]
    Task Pause(CancellationToken cancellationToken = default);

    /// <summary>The tile at a glance.</summary>
    [Alias("GetStatus"), AlwaysInterleave]
    Task<TileStatus> GetStatus(CancellationToken cancellationToken = default);

    /// <summary>Why fits of the tile are stale, most first; empty when none is.</summary>
    [Alias("GetStale"), AlwaysInterleave]
    Task<StaleFits[]> GetStale(CancellationToken cancellationToken = default);

    /// <summary>Status snapshots, a few per second, until the tile is idle or failed.</summary>
    [Alias("Watch"), AlwaysInterleave]
    IAsyncEnumerable<TileStatus> Watch(CancellationToken cancellationToken = default);

    /// <summary>All rows. Does not activate galaxies.</summary>
    [Alias("GetPage"), AlwaysInterleave]
    Task<TilePage> GetPage(CancellationToken cancellationToken = default);

    /// <summary>The newest rows of one engine, current or not. Does not activate galaxies.</summary>
    [Alias("GetEnginePage"), AlwaysInterleave]
    Task<TilePage> GetEnginePage(string engine, CancellationToken cancellationToken = default);

    /// <summary>Engines that <see cref="GetEnginePage"/> has rows of, sorted.</summary>
    [Alias("GetEngines"), AlwaysInterleave]
    Task<string[]> GetEngines(CancellationToken cancellationToken = default);

    /// <summary>
    /// Several models of a galaxy on the same pixels of an image (that of its newest fit when null), the ellipse of
    /// model number <paramref name="aperture"/> serving as the common aperture; null when the galaxy is unknown.
    /// </summary>
    [Alias("CompareModels"), AlwaysInterleave, ResponseTimeout("00:10:00")]
    Task<ModelComparison?> CompareModels(
        long galaxyId, string? imageId, ModelProfile[] models, int aperture,
        CancellationToken cancellationToken = default);

    /// <summary>Rows within a radius of a position. Does not activate galaxies.</summary>
    [Alias("Cone"), AlwaysInterleave]
    Task<TilePage> Cone(
        double raDeg, double decDeg, double radiusArcsec, CancellationToken cancellationToken = default);

    /// <summary>Every PSF model of the tile, newest first.</summary>
    [Alias("GetPsfs"), AlwaysInterleave]
    Task<PsfInfo[]> GetPsfs(CancellationToken cancellationToken = default);

    /// <summary>
    /// Models an image's PSF in the tile anew, from its stars or the file that came with the image, and returns the one
    /// in force. When it differs it is a new version, and fits of older ones are stale; nothing is measured.
    /// </summary>
    [Alias("RefitPsf"), ResponseTimeout("00:30:00")]
    Task<PsfInfo> RefitPsf(string imageId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives an image's PSF in the tile, from a file as the silo sees it, until it is given or refitted again.
    /// </summary>
    /// <param name="imageId">The image.</param>
    /// <param name="path">PSFEx, psField, a grid or an image of a star.</param>
    /// <param name="sampling">PSF pixels per image pixel; null = as the file says, else 1.</param>
    /// <param name="cancellationToken">Cancels.</param>
    [Alias("SetPsf"), ResponseTimeout("00:05:00")]
    Task<PsfInfo> SetPsf(
        string imageId, string path, int? sampling, CancellationToken cancellationToken = default);

    /// <summary>A galaxy's stamp, model and PSF on an image (the newest fit's when null); null when unknown.</summary>
    [Alias("GetStamp"), AlwaysInterleave]
    Task<StampView?> GetStamp(
        long galaxyId, string? imageId = null, CancellationToken cancellationToken = default);

    /// <summary>Rebuilds the page from the galaxy grains, stores it, and says how much differed.</summary>
    [Alias("RebuildPage"), ResponseTimeout("01:00:00")]
    Task<RebuildReport> RebuildPage(CancellationToken cancellationToken = default);
}
