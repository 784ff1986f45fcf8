using GaLNet.ClientCli.Shell;

namespace GaLNet.ClientCli.Session;

/// <summary>Finds images by what people type.</summary>
internal static class Images
{
    /// <summary>
    /// Ids of the images whose id starts with one of <paramref name="names"/>; all images when it is empty.
    /// </summary>
    public static async Task<IReadOnlySet<string>> ResolveAsync(
        CatalogueSession session, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var listing = await session.Catalogue.List(cancellationToken);
        var all = listing.Images.Select(image => image.ImageId).ToArray();
        if (names.Count == 0)
        {
            return all.ToHashSet();
        }

        return names.Select(name =>
        {
            var matches = all.Where(id => id.StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToArray();
            return matches.Length == 1 ? matches[0] : throw new CommandFailedException(
                $"{matches.Length} images have an id that starts with {name}; 'galnet status' lists the ids.");
        }).ToHashSet();
    }
}
