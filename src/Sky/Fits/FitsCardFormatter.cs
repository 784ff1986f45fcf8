using System.Globalization;
using System.Text;

namespace GaLNet.Sky.Fits;

/// <summary>
/// Writes cards (FITS 4.0, §4.1 and 4.2): fixed format, CONTINUE for long strings, HIERARCH for long names.
/// </summary>
internal static class FitsCardFormatter
{
    private const int CardLength = FitsCardParser.CardLength;

    /// <summary>Shortest text that reads back to the same double, with a point or an exponent.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny('.', 'E') >= 0 ? text : text + ".0";
    }

    /// <summary>Appends the card, 80 characters or a multiple of it.</summary>
    public static void Append(StringBuilder cards, FitsCard card)
    {
        if (card.Kind == FitsValueKind.Commentary)
        {
            AppendPadded(cards, card.Keyword.PadRight(8) + Printable(card.Value));
            return;
        }
        var head = Head(card.Keyword);
        switch (card.Kind)
        {
            case FitsValueKind.String:
                AppendString(cards, head, Printable(card.Value), Printable(card.Comment));
                break;
            default:
                AppendPadded(cards, WithComment(head + card.Value.PadLeft(20), Printable(card.Comment)));
                break;
        }
    }

    /// <summary>True when a value takes CONTINUE cards.</summary>
    public static bool IsLong(FitsCard card) => card.Kind == FitsValueKind.String
        && Head(card.Keyword).Length + card.Value.Length + card.Value.Count(c => c == '\'') + 2 > CardLength;

    private static string Head(string keyword)
        => IsStandard(keyword) ? keyword.PadRight(8) + "= " : $"HIERARCH {keyword} = ";

    private static void AppendString(StringBuilder cards, string head, string value, string comment)
    {
        var quoted = value.Replace("'", "''", StringComparison.Ordinal);
        if (head.Length + quoted.Length + 2 <= CardLength)
        {
            AppendPadded(cards, WithComment((head + "'" + quoted.PadRight(8) + "'").PadRight(30), comment));
            return;
        }
        var at = 0;
        while (at < quoted.Length)
        {
            var room = CardLength - head.Length - 3;
            var take = Math.Min(room, quoted.Length - at);
            // A doubled quote must not be cut in two.
            if (at + take < quoted.Length && quoted.AsSpan(at, take).TrimEnd('\'').Length is var kept
                && ((take - kept) & 1) == 1)
                take--;
            var isLast = at + take >= quoted.Length;
            var text = head + "'" + quoted.AsSpan(at, take).ToString() + (isLast ? "'" : "&'");
            AppendPadded(cards, isLast ? WithComment(text, comment) : text);
            at += take;
            head = "CONTINUE  ";
        }
    }

    private static string WithComment(string text, string comment)
        => comment.Length == 0 || text.Length + 4 > CardLength ? text : $"{text} / {comment}";

    private static void AppendPadded(StringBuilder cards, string text)
    {
        if (text.Length > CardLength)
            text = text[..CardLength];
        cards.Append(text).Append(' ', CardLength - text.Length);
    }

    private static bool IsStandard(string keyword)
        => keyword.Length <= 8 && keyword.All(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '_');

    private static string Printable(string text)
        => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c : '?'));
}
