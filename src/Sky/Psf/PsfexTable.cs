using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Psf;

/// <summary>
/// PSFEx models: a <c>.psf</c> file with its parameters as keywords, or the tables of Legacy Surveys and DES with one
/// row a detector and the parameters as columns.
/// </summary>
internal static class PsfexTable
{
    private const string Mask = "PSF_MASK";

    public static bool IsOne(FitsTable table) => table.Has(Mask);

    public static IEnumerable<PsfInFile> Read(FitsTable table)
    {
        var detectors = table.Has("CCDNAME") ? table.Strings("CCDNAME") : [];
        for (var row = 0L; row < table.RowCount; row++)
            yield return Read(table, row, detectors.Length > 0 ? detectors[row].Trim() : table.Name.Trim());
    }

    private static PsfInFile Read(FitsTable table, long row, string part)
    {
        var (width, height) = (Whole(table, row, "PSFAXIS1"), Whole(table, row, "PSFAXIS2"));
        var column = table.Column(Mask);
        var degree = Degree(table, row);
        var terms = (degree + 1) * (degree + 2) / 2;
        if (width < 3 || height < 3 || (long)width * height * terms != column.Repeat)
            throw Fail(table, $"has PSFEx images of {width}x{height} pixels for {terms} terms, but {column.Repeat} "
                + $"values in {Mask}");
        var step = Number(table, row, "PSF_SAMP") ?? 1;
        var values = new double[column.Repeat];
        table.ReadDoubles(column, row, values);
        if (!(step > 0) || Array.Exists(values, v => !double.IsFinite(v)))
            throw Fail(table, "has a PSFEx model that failed: its sampling or its pixels are no numbers");
        return new PsfInFile
        {
            Kind = PsfKind.Psfex,
            Source = $"{table}: {Mask} column" + (table.RowCount > 1 ? $", row {row + 1}" : ""),
            Part = part,
            Width = width,
            Height = height,
            Images = Array.ConvertAll(values, v => (float)v),
            Degree = degree,
            StepPix = step,
            XZero = Number(table, row, "POLZERO1") ?? 0,
            XScale = Number(table, row, "POLSCAL1") is { } x and not 0 ? x : 1,
            YZero = Number(table, row, "POLZERO2") ?? 0,
            YScale = Number(table, row, "POLSCAL2") is { } y and not 0 ? y : 1,
            FwhmPix = Number(table, row, "PSF_FWHM"),
        };
    }

    /// <summary>Degree in position; dependence on anything else is refused.</summary>
    private static int Degree(FitsTable table, long row)
    {
        if (Whole(table, row, "POLNAXIS") == 0)
            return 0;
        var (x, y) = (Text(table, row, "POLNAME1"), Text(table, row, "POLNAME2"));
        if (Whole(table, row, "POLNAXIS") != 2 || Number(table, row, "POLNGRP") is > 1 || !IsAxis(x, 'X')
            || !IsAxis(y, 'Y'))
            throw Fail(table, $"has a PSFEx model that varies with {x} and {y} in {Whole(table, row, "POLNGRP")} "
                + "groups; run PSFEx with PSFVAR_KEYS X_IMAGE,Y_IMAGE and PSFVAR_GROUPS 1,1");
        var degree = Whole(table, row, "POLDEG1");
        return degree is >= 0 and <= 20 ? degree : throw Fail(table, $"has POLDEG1 = {degree}, which is no degree");
    }

    private static bool IsAxis(string name, char axis)
        => name.Length == 0 || (char.ToUpperInvariant(name[0]) == axis
            && name.Contains("IMAGE", StringComparison.OrdinalIgnoreCase));

    private static double? Number(FitsTable table, long row, string key)
    {
        if (!table.Has(key))
            return table.Header.Number(key);
        var value = new double[1];
        table.ReadDoubles(table.Column(key), row, value);
        return value[0];
    }

    private static int Whole(FitsTable table, long row, string key)
        => Number(table, row, key) is { } value && value == (int)value ? (int)value : 0;

    private static string Text(FitsTable table, long row, string key)
        => (table.Has(key) ? table.Strings(key)[row] : table.Header.String(key) ?? "").Trim();

    private static FitsException Fail(FitsTable table, string what) => new($"{table} {what}.");
}
