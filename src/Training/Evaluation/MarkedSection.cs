using GaLNet.Output;

namespace GaLNet.Training.Evaluation;

/// <summary>
/// A part of a document between two marks that a command fills: tables in documents are what the command printed,
/// never typed.
/// </summary>
internal static class MarkedSection
{
    /// <summary>Replaces what stands between <c>&lt;!-- begin NAME --&gt;</c> and <c>&lt;!-- end NAME --&gt;</c>.</summary>
    public static void Replace(string path, string name, string text)
    {
        var (begin, end) = ($"<!-- begin {name} -->", $"<!-- end {name} -->");
        var document = File.ReadAllText(path);
        var (from, to) = (document.IndexOf(begin, StringComparison.Ordinal), document.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new CommandFailedException(
                $"{path} has no lines \"{begin}\" and \"{end}\" in this order; add them where the tables are to stand.");
        }

        var filled = $"{document[..(from + begin.Length)]}\n\n{text.Trim()}\n\n{document[to..]}";
        WholeFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(filled);
        });
    }
}
