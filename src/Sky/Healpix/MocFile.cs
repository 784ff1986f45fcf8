using System.Buffers.Binary;
using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Healpix;

/// <summary>MOC files (IVOA MOC 2.0): FITS with NUNIQ or range numbers, or ASCII for other names.</summary>
public static class MocFile
{
    /// <summary>
    /// Writes FITS (NUNIQ) for a name that ends in <c>.fits</c>, else the ASCII form; whole or not at all.
    /// </summary>
    public static void Write(string path, Moc moc)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(moc);
        if (path.EndsWith(".fits", StringComparison.OrdinalIgnoreCase))
        {
            WriteFits(path, moc);
            return;
        }
        using var file = new IO.AtomicFile(path);
        file.Stream.Write(System.Text.Encoding.ASCII.GetBytes(moc + "\n"));
        file.Commit();
    }

    /// <summary>
    /// Reads either form; <see cref="FitsException"/> or <see cref="FormatException"/> when it is no MOC.
    /// </summary>
    public static Moc Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!path.EndsWith(".fits", StringComparison.OrdinalIgnoreCase))
            return Moc.Parse(File.ReadAllText(path));
        using var file = FitsFile.Open(path);
        var table = file.Table();
        var ordering = table.Header.String("ORDERING")?.Trim().ToUpperInvariant();
        if (table.Columns.Count != 1 || ordering is not ("NUNIQ" or "RANGE"))
            throw new FitsException(
                $"{path} is not a MOC of space: it needs one column and ORDERING = 'NUNIQ' or 'RANGE'.");
        var numbers = table.Longs(table.Columns[0].Name);
        return ordering == "NUNIQ" ? Moc.FromCells(numbers.Select(HealpixCell.FromUniq)) : FromRanges(path, numbers);
    }

    private static Moc FromRanges(string path, long[] bounds)
    {
        var end = HealpixNested.CellCount(HealpixNested.MaxOrder);
        var ranges = new List<(long, long)>();
        for (var i = 0; i + 1 < bounds.Length; i += 2)
        {
            if (bounds[i] < 0 || bounds[i] >= bounds[i + 1] || bounds[i + 1] > end)
                throw new FitsException(
                    $"{path} holds the range {bounds[i]} to {bounds[i + 1]}, which is none of the sky.");
            ranges.Add((bounds[i], bounds[i + 1]));
        }
        return Moc.FromRanges(ranges);
    }

    private static void WriteFits(string path, Moc moc)
    {
        var cells = moc.Cells();
        var header = new FitsHeader();
        header.Set("XTENSION", "BINTABLE", "binary table extension");
        header.Set("BITPIX", 8L, "bytes");
        header.Set("NAXIS", 2L, "a table has two axes");
        header.Set("NAXIS1", 8L, "bytes in a row");
        header.Set("NAXIS2", (long)cells.Count, "cells");
        header.Set("PCOUNT", 0L, "no heap");
        header.Set("GCOUNT", 1L, "one group");
        header.Set("TFIELDS", 1L, "columns");
        header.Set("TTYPE1", "UNIQ");
        header.Set("TFORM1", "1K");
        header.Set("PIXTYPE", "HEALPIX", "HEALPix cells");
        header.Set("ORDERING", "NUNIQ", "4*4^order + index");
        header.Set("COORDSYS", "C", "ICRS");
        header.Set("MOCVERS", "2.0", "IVOA MOC");
        header.Set("MOCDIM", "SPACE", "part of the sky");
        header.Set("MOCORD_S", cells.Count > 0 ? cells.Max(c => c.Order) : 0L, "finest order");
        header.Set("MOCORDER", cells.Count > 0 ? cells.Max(c => c.Order) : 0L, "finest order (MOC 1.1)");
        header.Set("MOCTOOL", "GaLNet", "written by");
        using var file = FitsFileWriter.Create(path);
        var hdu = file.Begin(header);
        Span<byte> row = stackalloc byte[8];
        foreach (var uniq in cells.Select(c => c.Uniq).Order())
        {
            BinaryPrimitives.WriteInt64BigEndian(row, uniq);
            hdu.Write(row);
        }
        hdu.End();
        file.Commit();
    }
}
