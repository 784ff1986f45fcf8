using System.Globalization;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.Tiles;

/// <summary>Says why fits are stale.</summary>
internal static class StaleReasons
{
    /// <summary>Fits by what differs between their making and what is wanted; nothing when nothing does.</summary>
    /// <param name="fits">Provenances, whether pixels were replaced since, and the number of such fits.</param>
    /// <param name="wantedOf">What is wanted for an image; null = nothing can be made of it.</param>
    public static StaleFits[] Of(
        IEnumerable<(Provenance Made, bool IsOutOfDate, int Count)> fits, Func<string, Provenance?> wantedOf)
        => [.. fits.Select(fit => (Why: Why(fit.Made, fit.IsOutOfDate, wantedOf(fit.Made.ImageId)), fit.Count))
            .Where(fit => fit.Why.Reason.Length > 0)
            .GroupBy(fit => fit.Why)
            .Select(same => new StaleFits(
                same.Key.Reason, same.Key.Made, same.Key.Wanted, same.Sum(fit => fit.Count)))
            .OrderByDescending(one => one.Count).ThenBy(one => one.Reason, StringComparer.Ordinal)];

    private static (string Reason, string Made, string Wanted) Why(
        Provenance made, bool isOutOfDate, Provenance? wanted)
    {
        if (wanted is null)
        {
            return ("engine or image", $"{made.Engine} ({made.Model})", "-");
        }

        // A later revision of the image counts where it changed pixels of the stamp.
        made = isOutOfDate ? made : made with { ImageRevision = wanted.ImageRevision };
        var differences = Parts(made).Zip(Parts(wanted))
            .Where(pair => pair.First.Value != pair.Second.Value).ToArray();
        return (
            string.Join(" + ", differences.Select(pair => pair.First.Name)),
            string.Join(", ", differences.Select(pair => pair.First.Value)),
            string.Join(", ", differences.Select(pair => pair.Second.Value)));
    }

    private static (string Name, string Value)[] Parts(Provenance one) =>
    [
        ("engine", one.Engine),
        ("model", one.Model),
        ("image", string.Create(CultureInfo.InvariantCulture, $"revision {one.ImageRevision}")),
        ("psf", string.Create(CultureInfo.InvariantCulture, $"version {one.PsfVersion}")),
        ("stamp", string.Create(CultureInfo.InvariantCulture, $"{one.StampSize} pixels")),
        ("software", one.Software),
    ];
}
