namespace GaLNet.Sky.Fits.Tiles;

/// <summary>Between the header of a compressed image and that of the image it was (FITS 4.0, §10.1.1).</summary>
internal static class CompressedHeader
{
    private static readonly HashSet<string> OfTheTable =
    [
        "XTENSION", "BITPIX", "NAXIS", "NAXIS1", "NAXIS2", "PCOUNT", "GCOUNT", "TFIELDS", "THEAP", "ZIMAGE", "ZCMPTYPE",
        "ZQUANTIZ", "ZDITHER0", "ZBLANK", "ZSCALE", "ZZERO", "ZMASKCMP", "CHECKSUM", "DATASUM",
    ];

    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["ZSIMPLE"] = "SIMPLE", ["ZTENSION"] = "XTENSION", ["ZEXTEND"] = "EXTEND", ["ZBLOCKED"] = "BLOCKED",
        ["ZPCOUNT"] = "PCOUNT", ["ZGCOUNT"] = "GCOUNT", ["ZHECKSUM"] = "CHECKSUM", ["ZDATASUM"] = "DATASUM",
        ["ZBITPIX"] = "BITPIX", ["ZNAXIS"] = "NAXIS",
    };

    /// <summary>The image's own keywords.</summary>
    public static FitsHeader ToImage(FitsHeader table)
    {
        var image = new FitsHeader();
        foreach (var card in table.Cards)
        {
            if (Renamed.TryGetValue(card.Keyword, out var name))
                image.Add(card with { Keyword = name });
            else if (IsNumbered(card.Keyword, "ZNAXIS"))
                image.Add(card with { Keyword = card.Keyword[1..] });
            else if (!OfTheTable.Contains(card.Keyword) && !IsOfColumnOrTile(card.Keyword)
                && card is not { Keyword: "EXTNAME", Value: "COMPRESSED_IMAGE" })
                image.Add(card);
        }
        return image;
    }

    /// <summary>Axis lengths of the image and of its tiles.</summary>
    public static (long[] Shape, long[] Tile) Shape(FitsHeader table, string name)
    {
        var count = table.Integer("ZNAXIS") ?? -1;
        if (count is < 1 or > 999)
            throw new FitsException($"{name}: a compressed image needs ZNAXIS of 1 to 999.");
        var shape = new long[count];
        var tile = new long[count];
        var pixels = 1L;
        for (var i = 0; i < count; i++)
        {
            shape[i] = table.Integer($"ZNAXIS{i + 1}") ?? 0;
            // Rows of the image are the tiles when nothing else is said.
            tile[i] = table.Integer($"ZTILE{i + 1}") ?? (i == 0 ? shape[0] : 1);
            if (shape[i] < 1 || tile[i] < 1 || shape[i] > long.MaxValue / 4096 / pixels)
                throw new FitsException(
                    $"{name}: ZNAXIS{i + 1} = {shape[i]} and ZTILE{i + 1} = {tile[i]} make no image.");
            tile[i] = Math.Min(tile[i], shape[i]);
            pixels *= shape[i];
        }
        if (table.Integer("ZBITPIX") is not (8 or 16 or 32 or 64 or -32 or -64))
            throw new FitsException(
                $"{name}: ZBITPIX is {table.Integer("ZBITPIX")}; FITS allows 8, 16, 32, 64, -32 and -64.");
        return (shape, tile);
    }

    private static bool IsOfColumnOrTile(string keyword)
        => IsNumbered(keyword, "TTYPE") || IsNumbered(keyword, "TFORM") || IsNumbered(keyword, "TUNIT")
            || IsNumbered(keyword, "TDIM") || IsNumbered(keyword, "TNULL") || IsNumbered(keyword, "TSCAL")
            || IsNumbered(keyword, "TZERO") || IsNumbered(keyword, "TDISP") || IsNumbered(keyword, "ZTILE")
            || IsNumbered(keyword, "ZNAME") || IsNumbered(keyword, "ZVAL");

    private static bool IsNumbered(string keyword, string prefix)
        => keyword.Length > prefix.Length && keyword.StartsWith(prefix, StringComparison.Ordinal)
            && keyword.AsSpan(prefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;
}
