using System.Globalization;
using System.Text;

namespace GaLNet.Sky.Fits;

/// <summary>
/// The keywords of one HDU in their order. Keywords are looked up without regard to case; of repeated keywords the
/// first counts. Values of another type than asked for read as null.
/// </summary>
public sealed class FitsHeader
{
    private readonly List<FitsCard> _cards;
    private readonly Dictionary<string, int> _first = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An empty header, to be filled by <c>Set</c>.</summary>
    public FitsHeader()
        : this([])
    {
    }

    internal FitsHeader(List<FitsCard> cards)
    {
        _cards = cards;
        Index();
    }

    /// <summary>The cards in file order, END excluded.</summary>
    public IReadOnlyList<FitsCard> Cards => _cards;

    /// <summary>
    /// Parses a header kept as text: 80-character cards without line ends, or one card a line (SCAMP's .head files).
    /// </summary>
    public static FitsHeader FromText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lineEnd = text.IndexOf('\n', StringComparison.Ordinal);
        if (lineEnd is < 0 or > FitsCardParser.CardLength + 1)
            return new FitsHeader(FitsCardParser.Parse(Encoding.Latin1.GetBytes(text.TrimEnd())));
        var cards = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var card = line.TrimEnd('\r');
            cards.Append(card.Length > FitsCardParser.CardLength ? card[..FitsCardParser.CardLength]
                : card.PadRight(80));
        }
        return new FitsHeader(FitsCardParser.Parse(Encoding.Latin1.GetBytes(cards.ToString())));
    }

    /// <summary>True when the keyword is there with or without a value.</summary>
    public bool Has(string key) => _first.ContainsKey(key);

    /// <summary>A quoted string value without trailing blanks, or null.</summary>
    public string? String(string key) => Find(key) is { Kind: FitsValueKind.String } card ? card.Value : null;

    /// <summary>A finite number, or null.</summary>
    public double? Number(string key)
        => Find(key) is { Kind: FitsValueKind.Number } card && FitsCardParser.TryNumber(card.Value, out var value)
            ? value
            : null;

    /// <summary>A whole number (also one written as <c>3.</c>), or null.</summary>
    public long? Integer(string key)
    {
        if (Find(key) is not { Kind: FitsValueKind.Number } card)
            return null;
        if (long.TryParse(card.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact))
            return exact;
        return FitsCardParser.TryNumber(card.Value, out var value) && value == Math.Floor(value)
            && Math.Abs(value) < 9e15
            ? (long)value
            : null;
    }

    /// <summary>T or F, or null.</summary>
    public bool? Logical(string key)
        => Find(key) is { Kind: FitsValueKind.Logical } card ? card.Value == "T" : null;

    /// <summary>The comment of a keyword, or null when the keyword is absent.</summary>
    public string? Comment(string key) => Find(key)?.Comment;

    /// <summary>Sets a string, in place when the keyword exists.</summary>
    public void Set(string key, string value, string comment = "")
        => Put(new FitsCard(Key(key), FitsValueKind.String, value, comment));

    /// <summary>Sets a number; a NaN or an infinity, which FITS cannot write, becomes an undefined value.</summary>
    public void Set(string key, double value, string comment = "")
        => Put(double.IsFinite(value)
            ? new FitsCard(Key(key), FitsValueKind.Number, FitsCardFormatter.Number(value), comment)
            : new FitsCard(Key(key), FitsValueKind.Undefined, "", comment));

    /// <summary>Sets a whole number.</summary>
    public void Set(string key, long value, string comment = "")
        => Put(new FitsCard(Key(key), FitsValueKind.Number, value.ToString(CultureInfo.InvariantCulture), comment));

    /// <summary>Sets T or F.</summary>
    public void Set(string key, bool value, string comment = "")
        => Put(new FitsCard(Key(key), FitsValueKind.Logical, value ? "T" : "F", comment));

    /// <summary>Appends COMMENT cards, as many as the text needs.</summary>
    public void AddComment(string text) => AddCommentary("COMMENT", text);

    /// <summary>Appends HISTORY cards, as many as the text needs.</summary>
    public void AddHistory(string text) => AddCommentary("HISTORY", text);

    /// <summary>Removes every card with this keyword.</summary>
    public void Remove(string key)
    {
        _cards.RemoveAll(c => string.Equals(c.Keyword, key, StringComparison.OrdinalIgnoreCase));
        Index();
    }

    /// <summary>A copy that can be changed without touching this one.</summary>
    public FitsHeader Clone() => new([.. _cards]);

    internal void Add(FitsCard card)
    {
        _cards.Add(card);
        _first.TryAdd(card.Keyword, _cards.Count - 1);
    }

    private static string Key(string key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        return key.ToUpperInvariant();
    }

    private FitsCard? Find(string key) => _first.TryGetValue(key, out var at) ? _cards[at] : null;

    private void Put(FitsCard card)
    {
        if (_first.TryGetValue(card.Keyword, out var at))
            _cards[at] = card;
        else
            Add(card);
    }

    private void AddCommentary(string keyword, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var at = 0; at == 0 || at < text.Length; at += 71)
        {
            var part = string.Concat(" ", text.AsSpan(at, Math.Min(71, text.Length - at)));
            Add(new FitsCard(keyword, FitsValueKind.Commentary, part, ""));
        }
    }

    private void Index()
    {
        _first.Clear();
        for (var i = 0; i < _cards.Count; i++)
            _first.TryAdd(_cards[i].Keyword, i);
    }
}
