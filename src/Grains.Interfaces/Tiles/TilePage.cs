using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>
/// The tile's read model: its rows by column, compact and immutable. Built with <see cref="TilePageBuilder"/>.
/// All columns have <see cref="Count"/> entries; texts that repeat are indices into small dictionaries.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.TilePage")]
public sealed record TilePage
{
    /// <summary>The tile.</summary>
    [Id(0)] public required string Tile { get; init; }
    /// <summary>Galaxy id of each row.</summary>
    [Id(1)] public required long[] GalaxyId { get; init; }
    /// <summary>
    /// [Count * <see cref="NumbersPerRow"/>] numbers, row after row, in the order of <see cref="TilePageBuilder"/>.
    /// </summary>
    [Id(2)] public required double[] Numbers { get; init; }
    /// <summary>Flag bits of each row.</summary>
    [Id(3)] public required int[] Flags { get; init; }
    /// <summary>Which of <see cref="Origins"/> made the row; -1 for rows that were only listed.</summary>
    [Id(4)] public required int[] Origin { get; init; }
    /// <summary>Ticks (UTC) at which the row was fitted, 0 for rows that were only listed.</summary>
    [Id(5)] public required long[] FittedAtTicks { get; init; }
    /// <summary>Distinct provenances.</summary>
    [Id(6)] public required Galaxies.Provenance[] Origins { get; init; }
    /// <summary>True where the fit differs from what the tile would use now.</summary>
    [Id(7)] public required bool[] IsStale { get; init; }
    /// <summary>Which of <see cref="ImageIds"/> the row was measured on.</summary>
    [Id(8)] public required int[] Image { get; init; }
    /// <summary>Distinct images.</summary>
    [Id(9)] public required string[] ImageIds { get; init; }

    /// <summary>Numbers per row.</summary>
    public const int NumbersPerRow = 20;

    /// <summary>Rows.</summary>
    public int Count => GalaxyId.Length;

    /// <summary>One row.</summary>
    public CatalogueRow Row(int row)
    {
        var v = Numbers.AsSpan(row * NumbersPerRow, NumbersPerRow);
        var origin = Origin[row] < 0 ? null : Origins[Origin[row]];
        return new CatalogueRow
        {
            GalaxyId = GalaxyId[row],
            Tile = Tile,
            RaDeg = v[0],
            DecDeg = v[1],
            XFits = v[2],
            YFits = v[3],
            Mag = v[4],
            ReffArcsec = v[5],
            Q = v[6],
            PaDeg = v[7],
            N = v[8],
            XError = v[9],
            YError = v[10],
            MagError = v[11],
            ReffError = v[12],
            QError = v[13],
            PaError = v[14],
            NError = v[15],
            Chi2 = v[16],
            Chi2Reff = v[17],
            SignalToNoise = v[18],
            PsfFwhmArcsec = v[19],
            Flags = Flags[row],
            PsfVersion = origin?.PsfVersion ?? 0,
            Engine = origin?.Engine ?? "",
            Model = origin?.Model ?? "",
            ImageId = ImageIds[Image[row]],
            FittedAt = new DateTimeOffset(FittedAtTicks[row], TimeSpan.Zero),
            IsStale = IsStale[row],
        };
    }

    /// <summary>All rows.</summary>
    public IEnumerable<CatalogueRow> Rows() => Enumerable.Range(0, Count).Select(Row);

    /// <summary>True when the row carries a fit (successful or failed) and not only a listing.</summary>
    public bool IsMeasured(int row) => Origin[row] >= 0;

    /// <summary>The flags of a row by name.</summary>
    public FitFlags FlagsOf(int row) => (FitFlags)Flags[row];
}
