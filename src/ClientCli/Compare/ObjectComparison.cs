using GaLNet.ClientCli.Session;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.ClientCli.Compare;

/// <summary>A galaxy as every engine and every reference sees it, on the same pixels.</summary>
/// <param name="GalaxyId">The galaxy.</param>
/// <param name="Tile">Its tile.</param>
/// <param name="ImageId">The image whose pixels are looked at.</param>
/// <param name="Measurements">Engines, newest first, then references.</param>
/// <param name="Pixels">The models on the pixels, in their order; null when the image cannot be read.</param>
internal sealed record ObjectComparison(
    long GalaxyId, string Tile, string ImageId, IReadOnlyList<ObjectMeasurement> Measurements, ModelComparison? Pixels)
{
    // The paper's common aperture is that of GaLNet-2.
    private const string ApertureEngine = "galnet-2";

    /// <summary>Place of the measurement whose ellipse is the common aperture.</summary>
    public int Aperture => ApertureOf(Measurements);

    /// <summary>
    /// Asks the galaxy, then its tile for the pixels. Null when the galaxy has no fit. <paramref name="names"/>
    /// restricts and orders what is compared; null = all.
    /// </summary>
    public static async Task<ObjectComparison?> OfAsync(
        CatalogueSession session, string tile, long galaxyId, IReadOnlyList<string>? names, bool withPixels,
        CancellationToken cancellationToken)
    {
        var view = await session.Galaxy(galaxyId).Get(cancellationToken);
        return view is null ? null
            : await OfAsync(session, tile, view, names, withPixels, cancellationToken);
    }

    /// <summary>The same of a galaxy that was asked already.</summary>
    public static async Task<ObjectComparison?> OfAsync(
        CatalogueSession session, string tile, GalaxyView view, IReadOnlyList<string>? names, bool withPixels,
        CancellationToken cancellationToken)
    {
        if (view.Fits.Length == 0)
        {
            return null;
        }

        var image = view.Fits[0].Provenance.ImageId;
        var all = view.ByEngine().Where(fit => fit.Provenance.ImageId == image).Select(ObjectMeasurement.Of)
            .Concat(view.References.Select(ObjectMeasurement.Of)).ToArray();
        ObjectMeasurement[] wanted = names is null
            ? all
            : [.. names.Select(name => Array.Find(all, one => one.By == name)).OfType<ObjectMeasurement>()];
        if (wanted.Length == 0)
        {
            return null;
        }

        var (ra, dec) = (view.Fits[0].RaDeg, view.Fits[0].DecDeg);
        var pixels = withPixels && double.IsFinite(ra)
            ? await session.Tile(tile).CompareModels(
                view.GalaxyId, image, [.. wanted.Select(one => one.ProfileAt(ra, dec))], ApertureOf(wanted),
                cancellationToken)
            : null;
        return new ObjectComparison(view.GalaxyId, tile, image, wanted, pixels);
    }

    private static int ApertureOf(IReadOnlyList<ObjectMeasurement> measurements)
        => Math.Max(0, measurements.ToList().FindIndex(one => one.By == ApertureEngine));
}
