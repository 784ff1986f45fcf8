using System.Xml;

namespace GaLNet.Sky.Tables;

/// <summary>
/// A table that stays in its file: every question reads it again from the start, a part at a time. Only what is asked
/// for is held.
/// </summary>
internal abstract class StreamedTable(string path) : Table(path)
{
    /// <summary>The same table in memory when it is small, else itself.</summary>
    /// <param name="table">The table; disposed when it is held.</param>
    /// <param name="heldBytes">Size in memory up to which it is held.</param>
    public static Table HoldIfSmall(StreamedTable table, long heldBytes)
    {
        if (8L * table.RowCount * table.Columns.Count > heldBytes)
            return table;
        using (table)
        {
            return table.RowCount == 0
                ? new MemoryTable(table.Name, table.Columns,
                    [.. table.Columns.Select(c => MemoryTable.Allocate(c.Type, 0))], 0)
                : table.Parts(table.RowCount).Single();
        }
    }

    /// <summary>
    /// The rows, at most <paramref name="rows"/> at a time. With <paramref name="only"/> one column's values suffice.
    /// </summary>
    private protected abstract IEnumerable<MemoryTable> Read(int rows, string? only);

    private protected override IEnumerable<Table> ReadParts(int rows) => Guarded(rows, null);

    private protected override double[] ReadDoubles(string name) => Gather(name, part => part.Doubles(name));

    private protected override long[] ReadLongs(string name) => Gather(name, part => part.Longs(name));

    private protected override string[] ReadStrings(TableColumn column)
        => Gather(column.Name, part => part.Strings(column.Name));

    /// <summary>Faults of files and formats in the words of tables.</summary>
    private protected TableException Translate(Exception fault) => fault switch
    {
        XmlException => new TableException($"{Name} is not a whole VOTable: {fault.Message}", fault),
        _ => new TableException($"{Name} cannot be read: {fault.Message}", fault),
    };

    private T[] Gather<T>(string name, Func<Table, T[]> take)
    {
        var all = new T[RowCount];
        var done = 0;
        foreach (var part in Guarded(1 << 16, name))
        {
            var values = take(part);
            if (values.Length > all.Length - done)
                throw new TableException($"{Name} grew while it was read; run the command again.");
            values.CopyTo(all, done);
            done += values.Length;
        }
        return done == all.Length
            ? all
            : throw new TableException($"{Name} became shorter while it was read; run the command again.");
    }

    private IEnumerable<MemoryTable> Guarded(int rows, string? only)
    {
        using var parts = Read(rows, only).GetEnumerator();
        while (true)
        {
            try
            {
                if (!parts.MoveNext())
                    yield break;
            }
            catch (Exception fault) when (fault is XmlException or IOException or UnauthorizedAccessException
                or InvalidDataException or ICSharpCode.SharpZipLib.SharpZipBaseException)
            {
                throw Translate(fault);
            }
            yield return parts.Current;
        }
    }
}
