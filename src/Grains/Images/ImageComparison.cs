using GaLNet.Grains.Interfaces.Images;

namespace GaLNet.Grains.Images;

/// <summary>Finds out where a replaced image differs from what it was.</summary>
internal static class ImageComparison
{
    /// <summary>
    /// Where the image changed, this time and before, at <paramref name="revision"/>. Without knowledge of
    /// what it was, or when all pixels changed their meaning, everything did.
    /// </summary>
    public static ImageChanges Changes(ImageBlocks? before, ImageBlocks now, ImageChanges? earlier, int revision)
    {
        var none = new ImageChanges
        {
            Columns = now.Columns, Start = [], Length = [], Revision = [], Blocks = now.Count,
        };
        if (before is null || before.Frame != now.Frame || before.Columns != now.Columns || before.Count != now.Count)
        {
            return none with { AllSince = revision, PsfSince = revision, ChangedLast = now.Count };
        }

        var revisions = new int[now.Count];
        for (var run = 0; run < (earlier?.Start.Length ?? 0); run++)
        {
            Array.Fill(revisions, earlier!.Revision[run], earlier.Start[run], earlier.Length[run]);
        }

        var changed = 0;
        for (var block = 0; block < now.Count; block++)
        {
            if (!HashOf(before, block).SequenceEqual(HashOf(now, block)))
            {
                revisions[block] = revision;
                changed++;
            }
        }

        var (start, length, last) = Runs(revisions);
        return none with
        {
            Start = start,
            Length = length,
            Revision = last,
            AllSince = earlier?.AllSince ?? 0,
            PsfSince = 2 * changed > now.Count ? revision : earlier?.PsfSince ?? 0,
            ChangedLast = changed,
        };
    }

    private static ReadOnlySpan<byte> HashOf(ImageBlocks blocks, int block)
        => blocks.Hashes.AsSpan(block * ImageBlocks.HashLength, ImageBlocks.HashLength);

    private static (int[] Start, int[] Length, int[] Revision) Runs(int[] revisions)
    {
        var runs = new List<(int Start, int Length, int Revision)>();
        for (var block = 0; block < revisions.Length; block++)
        {
            if (revisions[block] == 0)
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1] is var last && last.Start + last.Length == block
                && last.Revision == revisions[block])
            {
                runs[^1] = last with { Length = last.Length + 1 };
            }
            else
            {
                runs.Add((block, 1, revisions[block]));
            }
        }

        return ([.. runs.Select(one => one.Start)], [.. runs.Select(one => one.Length)],
            [.. runs.Select(one => one.Revision)]);
    }
}
