using System.Globalization;
using System.Text;

namespace GaLNet.Sky.Fits;

/// <summary>Turns 80-character cards into values (FITS 4.0, §4.1 and 4.2).</summary>
internal static class FitsCardParser
{
    public const int CardLength = 80;

    /// <summary>Parses the cards of a header up to END, or to the end of the text.</summary>
    public static List<FitsCard> Parse(ReadOnlySpan<byte> cards)
    {
        var result = new List<FitsCard>(cards.Length / CardLength);
        for (var at = 0; at < cards.Length; at += CardLength)
        {
            var raw = cards.Slice(at, Math.Min(CardLength, cards.Length - at));
            if (IsEnd(raw))
                break;
            var text = Ascii(raw);
            if (text.StartsWith("CONTINUE", StringComparison.Ordinal) && Continue(result, text))
                continue;
            result.Add(ParseCard(text));
        }
        return result;
    }

    public static bool IsEnd(ReadOnlySpan<byte> card)
        => card.StartsWith("END"u8) && card[3..].IndexOfAnyExcept((byte)' ') < 0;

    private static string Ascii(ReadOnlySpan<byte> raw)
    {
        Span<char> text = stackalloc char[CardLength];
        for (var i = 0; i < raw.Length; i++)
            text[i] = raw[i] is >= 0x20 and <= 0x7E ? (char)raw[i] : '?';
        return new string(text[..raw.Length].TrimEnd());
    }

    private static FitsCard ParseCard(string text)
    {
        var head = text.Length <= 8 ? text : text[..8];
        var keyword = head.TrimEnd().ToUpperInvariant();
        if (keyword is "COMMENT" or "HISTORY" or "")
            return new FitsCard(keyword, FitsValueKind.Commentary, text.Length > 8 ? text[8..] : "", "");
        if (keyword == "HIERARCH")
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals > 9)
                return ParseValue(text[9..equals].Trim().ToUpperInvariant(), text.AsSpan(equals + 1));
        }
        if (text.Length > 8 && text[8] == '=')
            return ParseValue(keyword, text.AsSpan(9));
        return new FitsCard(keyword, FitsValueKind.Commentary, text.Length > 8 ? text[8..] : "", "");
    }

    private static FitsCard ParseValue(string keyword, ReadOnlySpan<char> field)
    {
        field = field.TrimStart();
        if (field.StartsWith("'"))
        {
            var value = Quoted(field, out var rest);
            return new FitsCard(keyword, FitsValueKind.String, value, CommentOf(rest));
        }
        var slash = field.IndexOf('/');
        var literal = (slash < 0 ? field : field[..slash]).Trim();
        var comment = slash < 0 ? "" : CommentOf(field[slash..]);
        var kind = literal switch
        {
            "" => FitsValueKind.Undefined,
            "T" or "F" => FitsValueKind.Logical,
            _ when TryNumber(literal, out _) => FitsValueKind.Number,
            _ => FitsValueKind.Undefined,
        };
        return new FitsCard(keyword, kind, literal.ToString(), comment);
    }

    /// <summary>Reads a quoted string; doubled quotes are one quote, trailing blanks do not count.</summary>
    private static string Quoted(ReadOnlySpan<char> field, out ReadOnlySpan<char> rest)
    {
        var value = new StringBuilder(field.Length);
        var i = 1;
        for (; i < field.Length; i++)
        {
            if (field[i] == '\'')
            {
                if (i + 1 >= field.Length || field[i + 1] != '\'')
                    break;
                i++;
            }
            value.Append(field[i]);
        }
        rest = i + 1 < field.Length ? field[(i + 1)..] : [];
        return value.ToString().TrimEnd();
    }

    private static string CommentOf(ReadOnlySpan<char> rest)
    {
        var slash = rest.IndexOf('/');
        return slash < 0 ? "" : rest[(slash + 1)..].Trim().ToString();
    }

    /// <summary>Joins a CONTINUE card to a string that ends in <c>&amp;</c> (FITS 4.0, §4.2.1.2).</summary>
    private static bool Continue(List<FitsCard> cards, string text)
    {
        var field = text.AsSpan(8).TrimStart();
        if (cards.Count == 0 || cards[^1] is not { Kind: FitsValueKind.String } last
            || !last.Value.EndsWith('&') || !field.StartsWith("'"))
            return false;
        var more = Quoted(field, out var rest);
        var comment = CommentOf(rest);
        if (last.Comment.Length > 0 && comment.Length > 0)
            comment = last.Comment + " " + comment;
        else if (comment.Length == 0)
            comment = last.Comment;
        cards[^1] = last with { Value = last.Value[..^1] + more, Comment = comment };
        return true;
    }

    /// <summary>Parses a FITS number; D exponents are Fortran's doubles.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.Length is 0 or > 70)
            return false;
        Span<char> plain = stackalloc char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            plain[i] = text[i] is 'D' or 'd' ? 'E' : text[i];
            if (!char.IsAsciiDigit(plain[i]) && plain[i] is not ('+' or '-' or '.' or 'E' or 'e'))
                return false;
        }
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }
}
