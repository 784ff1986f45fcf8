namespace GaLNet.Grains.Interfaces.References;

/// <summary>
/// One reference's measurements of a tile's galaxies, by column, compact and immutable, sorted by galaxy. Answers bulk
/// comparisons without activating galaxies. All columns have <see cref="Count"/> entries.
/// </summary>
[GenerateSerializer, Immutable, Alias("GaLNet.ReferencePage")]
public sealed record ReferencePage
{
    /// <summary>Numbers per row.</summary>
    public const int NumbersPerRow = 14;

    /// <summary>Name of the reference.</summary>
    [Id(0)] public required string Reference { get; init; }
    /// <summary>Content it was read from.</summary>
    [Id(1)] public required string ContentHash { get; init; }
    /// <summary>The galaxies, ascending.</summary>
    [Id(2)] public required long[] GalaxyId { get; init; }
    /// <summary>The sources' names in their own catalogue.</summary>
    [Id(3)] public required string[] SourceId { get; init; }
    /// <summary>
    /// [Count * <see cref="NumbersPerRow"/>]: ra, dec, mag, rEff, q, pa, n, errors of the last five, χ², separation.
    /// </summary>
    [Id(4)] public required double[] Numbers { get; init; }
    /// <summary>Bits of <see cref="ReferenceFlags"/>.</summary>
    [Id(5)] public required int[] Flags { get; init; }
    /// <summary>The flags of the code itself.</summary>
    [Id(6)] public required long[] TheirFlags { get; init; }

    /// <summary>Rows.</summary>
    public int Count => GalaxyId.Length;

    /// <summary>The page of some measurements of one reference.</summary>
    public static ReferencePage Of(string reference, string contentHash, IEnumerable<ReferenceMeasurement> measurements)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        var rows = measurements.OrderBy(one => one.GalaxyId).ToArray();
        return new ReferencePage
        {
            Reference = reference,
            ContentHash = contentHash,
            GalaxyId = Array.ConvertAll(rows, one => one.GalaxyId),
            SourceId = Array.ConvertAll(rows, one => one.SourceId),
            Numbers = [.. rows.SelectMany(NumbersOf)],
            Flags = Array.ConvertAll(rows, one => one.Flags),
            TheirFlags = Array.ConvertAll(rows, one => one.TheirFlags),
        };
    }

    /// <summary>One row.</summary>
    public ReferenceMeasurement Row(int row)
    {
        var v = Numbers.AsSpan(row * NumbersPerRow, NumbersPerRow);
        return new ReferenceMeasurement
        {
            Reference = Reference,
            ContentHash = ContentHash,
            GalaxyId = GalaxyId[row],
            SourceId = SourceId[row],
            RaDeg = v[0],
            DecDeg = v[1],
            Mag = v[2],
            ReffArcsec = v[3],
            Q = v[4],
            PaDeg = v[5],
            N = v[6],
            MagError = v[7],
            ReffError = v[8],
            QError = v[9],
            PaError = v[10],
            NError = v[11],
            Chi2 = v[12],
            SeparationArcsec = v[13],
            Flags = Flags[row],
            TheirFlags = TheirFlags[row],
        };
    }

    /// <summary>All rows.</summary>
    public IEnumerable<ReferenceMeasurement> Rows() => Enumerable.Range(0, Count).Select(Row);

    private static double[] NumbersOf(ReferenceMeasurement one) =>
    [
        one.RaDeg, one.DecDeg, one.Mag, one.ReffArcsec, one.Q, one.PaDeg, one.N, one.MagError, one.ReffError,
        one.QError, one.PaError, one.NError, one.Chi2, one.SeparationArcsec,
    ];
}
