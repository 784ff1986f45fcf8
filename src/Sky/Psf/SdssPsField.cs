using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>
/// SDSS psField files: per band a table of Karhunen-Loève images (RROWS) with the coefficients c[i][j] of
/// (0.001 row)^i (0.001 column)^j, positions from the corner of the field's first pixel (SDSS data model, psField).
/// </summary>
internal static class SdssPsField
{
    private const int MaxOrder = 5;
    private const double PixelsPerUnit = 1000;

    public static bool IsOne(FitsTable table)
        => table.Has("RROWS") && table.Has("lambda") && table.Has("nrow_b") && table.Has("RNROW");

    /// <summary>The band of one of a file's tables: FILTERS lists them in order.</summary>
    public static string Band(FitsFile file, FitsTable table)
    {
        var bands = file.Hdus[0].Header.String("FILTERS")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return table.Index <= bands.Length ? bands[table.Index - 1] : "";
    }

    public static PsfInFile Read(FitsTable table, string band)
    {
        var (rows, columns) = ((int)table.Longs("nrow_b")[0], (int)table.Longs("ncol_b")[0]);
        var (height, width) = (table.Longs("RNROW")[0], table.Longs("RNCOL")[0]);
        var matrix = table.Column("c");
        if (rows is < 1 or > MaxOrder || columns is < 1 or > MaxOrder || matrix.Repeat != MaxOrder * MaxOrder
            || height is < 3 or > 1000 || width is < 3 or > 1000)
            throw new FitsException($"{table} is no psField table: {rows}x{columns} coefficients for {width}x{height} "
                + "pixels.");
        var degree = rows + columns - 2;
        var size = (int)(width * height);
        var images = new double[(degree + 1) * (degree + 2) / 2 * size];
        var coefficients = new double[MaxOrder * MaxOrder];
        for (var k = 0L; k < table.RowCount; k++)
        {
            var eigen = table.ReadArray(table.Column("RROWS"), k);
            if (eigen.Length != size)
                throw new FitsException($"{table}, row {k + 1}: {eigen.Length} pixels for {width}x{height}.");
            table.ReadDoubles(matrix, k, coefficients);
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                    Add(images.AsSpan(Term(j, i, degree) * size, size), eigen, coefficients[i * MaxOrder + j]);
            }
        }
        return new PsfInFile
        {
            Kind = PsfKind.SdssKarhunenLoeve,
            Source = $"{table}: RROWS and c columns",
            Part = band,
            Width = (int)width,
            Height = (int)height,
            Images = Array.ConvertAll(images, v => (float)v),
            Degree = degree,
            // Position 0 is the outer edge of the first pixel, whose centre is 1 in FITS.
            XZero = 0.5,
            XScale = PixelsPerUnit,
            YZero = 0.5,
            YScale = PixelsPerUnit,
        };
    }

    /// <summary>Place of u^i v^j among the terms 1, u, u² … v, uv …</summary>
    private static int Term(int i, int j, int degree) => j * (degree + 1) - j * (j - 1) / 2 + i;

    private static void Add(Span<double> sum, double[] image, double weight)
    {
        for (var p = 0; p < sum.Length; p++)
            sum[p] += weight * image[p];
    }
}
