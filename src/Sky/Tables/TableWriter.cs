namespace GaLNet.Sky.Tables;

/// <summary>
/// Writes a table row by row in bounded memory. Fill <see cref="Row"/>, call <see cref="WriteRow"/>, and
/// <see cref="Commit"/> at the end: the file then appears whole under its name. Disposing it uncommitted leaves
/// nothing behind.
/// </summary>
public abstract class TableWriter : IDisposable
{
    private protected TableWriter(IReadOnlyList<TableColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("A table needs at least one column.", nameof(columns));
        var names = columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase);
        if (names.FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new ArgumentException($"Two columns are named '{twice.Key}'.", nameof(columns));
        Columns = columns;
        Row = new TableRow(columns);
    }

    /// <summary>Columns in order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The row to be filled; empty again after every <see cref="WriteRow"/>.</summary>
    public TableRow Row { get; }

    /// <summary>Rows written so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>
    /// Starts a table in the format that the name ends in: <c>.fits</c>, <c>.csv</c>, <c>.ecsv</c>, <c>.vot</c>
    /// (VOTable 1.4), the four also with <c>.gz</c> after it, or <c>.parquet</c>.
    /// Throws <see cref="TableException"/> for other names and where nothing can be written.
    /// </summary>
    public static TableWriter Create(string path, IReadOnlyList<TableColumn> columns, TableMetadata? metadata = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return TableFormats.Create(path, columns, metadata ?? new TableMetadata());
    }

    /// <summary>Place of a column in the row; -1 when there is none of this name.</summary>
    public int IndexOf(string name)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i].Name, name, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return -1;
    }

    /// <summary>Writes <see cref="Row"/> and empties it.</summary>
    public void WriteRow()
    {
        Write(Row);
        RowCount++;
        Row.Clear();
    }

    /// <summary>Finishes the file and gives it its name.</summary>
    public abstract void Commit();

    /// <inheritdoc/>
    public void Dispose()
    {
        Discard();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Write(TableRow row);

    private protected abstract void Discard();
}
