using GaLNet.Grains.State;
using Orleans.Storage;

namespace GaLNet.Grains.Tiles;

/// <summary>
/// The source lists of a tile's images, one state each: most questions need none of them, and a new PSF does not write
/// them again. A list that changed gets a new number and is written before the tile's own state, which then names it;
/// until then the old one is in force. States of earlier versions hold their lists themselves, until the next change.
/// </summary>
internal sealed class SourceParts(IGrainStorage storage, GrainId grain)
{
    private readonly Dictionary<int, GrainState<SourcesPart>> _known = [];

    /// <summary>True when all lists of a state are in memory.</summary>
    public bool AreKnown(TileState stored)
        => Array.TrueForAll(stored.Images, image => image.SourcesPart == 0 || _known.ContainsKey(image.SourcesPart));

    /// <summary>Reads the lists of a state that are not in memory.</summary>
    public async Task Load(TileState stored)
    {
        var missing = stored.Images.Select(image => image.SourcesPart)
            .Where(number => number > 0 && !_known.ContainsKey(number)).ToArray();
        var parts = await Task.WhenAll(missing.Select(Read));
        foreach (var (number, part) in missing.Zip(parts))
        {
            _known[number] = part;
        }
    }

    /// <summary>A state as it is stored with the lists that it names, which are in memory.</summary>
    public TileState Whole(TileState stored) => stored with
    {
        Images = Array.ConvertAll(stored.Images, image => image.SourcesPart == 0
            ? image
            : image with { Sources = _known[image.SourcesPart].State!.Sources }),
    };

    /// <summary>
    /// Writes the lists that are new, then the tile's state by <paramref name="writeHead"/>, and removes those that
    /// nobody names any more.
    /// </summary>
    /// <param name="changed">The state, with its lists or with those only that changed.</param>
    /// <param name="stored">The state as it is stored.</param>
    /// <param name="writeHead">Writes the state.</param>
    public async Task Write(TileState changed, TileState stored, Func<TileState, Task> writeHead)
    {
        var last = stored.Images.Concat(changed.Images).Select(image => image.SourcesPart).DefaultIfEmpty().Max();
        var images = new TileImage[changed.Images.Length];
        for (var i = 0; i < images.Length; i++)
        {
            var image = changed.Images[i];
            if (image.Sources is { } sources
                && !ReferenceEquals(sources, _known.GetValueOrDefault(image.SourcesPart)?.State!.Sources))
            {
                await Put(++last, sources);
                image = image with { SourcesPart = last };
            }

            images[i] = image with { Sources = null };
        }

        await writeHead(changed with { Images = images });
        var named = images.Select(image => image.SourcesPart).ToHashSet();
        await Task.WhenAll(stored.Images.Select(image => image.SourcesPart)
            .Where(number => number > 0 && !named.Contains(number)).Select(Clear));
    }

    private async Task<GrainState<SourcesPart>> Read(int number)
    {
        var part = new GrainState<SourcesPart>(new SourcesPart());
        await storage.ReadStateAsync(NameOf(number), grain, part);
        return part;
    }

    // A process that died before it named its list may have left one of this number.
    private async Task Put(int number, SourceList sources)
    {
        var part = await Read(number);
        part.State = new SourcesPart { Sources = sources };
        await storage.WriteStateAsync(NameOf(number), grain, part);
        _known[number] = part;
    }

    private async Task Clear(int number)
    {
        try
        {
            if (!_known.Remove(number, out var part))
            {
                part = await Read(number);
            }

            await storage.ClearStateAsync(NameOf(number), grain, part);
        }
#pragma warning disable CA1031 // Nobody reads it any more; what stays is a little room in the store.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    private static string NameOf(int number)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"sources/{number}");
}
