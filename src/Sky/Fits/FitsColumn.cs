using System.Globalization;

namespace GaLNet.Sky.Fits;

/// <summary>One column of a binary table (FITS 4.0, §7.3).</summary>
public sealed record FitsColumn
{
    /// <summary>TTYPE, or <c>col</c> and its number.</summary>
    public required string Name { get; init; }

    /// <summary>Letter of TFORM: L X B I J K A E D C M; for variable-length arrays that of their elements.</summary>
    public required char Format { get; init; }

    /// <summary>Elements in a row (characters of a string, bits of X); for variable-length arrays 0.</summary>
    public required int Repeat { get; init; }

    /// <summary>True for variable-length arrays (P and Q).</summary>
    public bool IsVariable => DescriptorSize > 0;

    /// <summary>TUNIT, or empty.</summary>
    public string Unit { get; init; } = "";

    /// <summary>TUCD, or empty.</summary>
    public string Ucd { get; init; } = "";

    /// <summary>TCOMM, else the comment of TTYPE, else empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>TSCAL.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>TZERO.</summary>
    public double Zero { get; init; }

    /// <summary>TNULL: stored integer that means undefined.</summary>
    public long? Null { get; init; }

    /// <summary>TDIM axis lengths, first axis first; empty when not given.</summary>
    public IReadOnlyList<int> Dimensions { get; init; } = [];

    /// <summary>Offset in a row, bytes.</summary>
    internal int Offset { get; init; }

    /// <summary>Bytes in a row.</summary>
    internal int Width { get; init; }

    /// <summary>Bytes of a heap descriptor: 8 for P, 16 for Q, 0 for columns of fixed length.</summary>
    internal int DescriptorSize { get; init; }

    /// <summary>True when stored numbers are physical numbers.</summary>
    internal bool IsUnscaled => Scale == 1 && Zero == 0;

    /// <summary>Bytes of one element.</summary>
    internal static int ElementSize(char format) => format switch
    {
        'L' or 'B' or 'A' or 'X' => 1,
        'I' => 2,
        'J' or 'E' => 4,
        'K' or 'D' or 'C' => 8,
        'M' => 16,
        _ => 0,
    };

    internal static FitsColumn Parse(FitsHeader header, int number, int offset, Func<string, FitsException> fail)
    {
        var form = header.String($"TFORM{number}")?.Trim().ToUpperInvariant() ?? throw fail($"has no TFORM{number}");
        var digits = 0;
        while (digits < form.Length && char.IsAsciiDigit(form[digits]))
            digits++;
        var count = 1;
        if (digits == form.Length || (digits > 0 && !int.TryParse(form.AsSpan(0, digits), NumberStyles.None,
                CultureInfo.InvariantCulture, out count)))
            throw fail($"has TFORM{number} = '{form}', which is no format");
        var letter = form[digits];
        var descriptor = letter switch { 'P' => 8, 'Q' => 16, _ => 0 };
        var format = descriptor > 0 ? form.ElementAtOrDefault(digits + 1) : letter;
        if (ElementSize(format) == 0 || (descriptor > 0 && count > 1))
            throw fail($"has TFORM{number} = '{form}', which is no format");
        long width = descriptor > 0 ? descriptor * count
            : format == 'X' ? (count + 7L) / 8
            : (long)count * ElementSize(format);
        if (width + offset > int.MaxValue)
            throw fail("has rows of more than 2 GiB");
        return new FitsColumn
        {
            Name = header.String($"TTYPE{number}") is { Length: > 0 } name
                ? name
                : string.Create(CultureInfo.InvariantCulture, $"col{number}"),
            Format = format,
            Repeat = descriptor > 0 ? 0 : count,
            Unit = header.String($"TUNIT{number}") ?? "",
            Ucd = header.String($"TUCD{number}") ?? "",
            Description = header.String($"TCOMM{number}") ?? header.Comment($"TTYPE{number}") ?? "",
            Scale = header.Number($"TSCAL{number}") ?? 1,
            Zero = header.Number($"TZERO{number}") ?? 0,
            Null = header.Integer($"TNULL{number}"),
            Dimensions = ParseDimensions(header.String($"TDIM{number}")),
            Offset = offset,
            Width = (int)width,
            DescriptorSize = count == 0 ? 0 : descriptor,
        };
    }

    private static List<int> ParseDimensions(string? text)
    {
        var axes = (text ?? "").Trim().TrimStart('(').TrimEnd(')').Split(',');
        var lengths = new List<int>();
        foreach (var axis in axes)
        {
            if (!int.TryParse(axis, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var length))
                return [];
            lengths.Add(length);
        }
        return lengths;
    }
}
