using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Tables;

/// <summary>
/// A catalogue read by columns, or by parts of rows when it is long. Names are looked up without regard to case.
/// Undefined values are NaN,
/// <see cref="long.MinValue"/>, false or empty.
/// </summary>
public abstract class Table : IDisposable
{
    private Dictionary<string, TableColumn>? _byName;

    /// <summary>Makes a table with the name that messages use.</summary>
    private protected Table(string name) => Name = name;

    /// <summary>File (and HDU) the table came from.</summary>
    public string Name { get; }

    /// <summary>Rows.</summary>
    public abstract int RowCount { get; }

    /// <summary>Columns with one value a row, in file order.</summary>
    public abstract IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>
    /// Opens a table: FITS binary table or FITS-LDAC (an HDU may be named in brackets), VOTable, Parquet, ECSV, or CSV
    /// with a line of column names. The content decides, not the name. Throws <see cref="TableException"/> or <see
    /// cref="FitsException"/>.
    /// </summary>
    public static Table Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return TableFormats.Open(path);
    }

    /// <summary>True when there is a column of this name.</summary>
    public bool Has(string name) => ByName.ContainsKey(name);

    /// <summary>The column of this name; the exception lists those there are.</summary>
    public TableColumn Column(string name) => ByName.TryGetValue(name, out var column)
        ? column
        : throw new TableException(
            $"{Name} has no column '{name}'; it has {string.Join(", ", Columns.Select(c => c.Name))}.");

    /// <summary>A column of numbers.</summary>
    public double[] Doubles(string name)
    {
        var column = Column(name);
        return column.Type == TableType.String
            ? throw new TableException($"Column '{column.Name}' of {Name} holds text, not numbers.")
            : ReadDoubles(column.Name);
    }

    /// <summary>A column of whole numbers (or of logicals, as 0 and 1).</summary>
    public long[] Longs(string name)
    {
        var column = Column(name);
        return column.Type is TableType.Int64 or TableType.Int32 or TableType.Boolean
            ? ReadLongs(column.Name)
            : throw new TableException(
                $"Column '{column.Name}' of {Name} holds {column.Type} values, not whole numbers.");
    }

    /// <summary>A column of logicals (or of numbers: not zero is true).</summary>
    public bool[] Booleans(string name) => Array.ConvertAll(Longs(name), v => v is not (0 or long.MinValue));

    /// <summary>A column of text; numbers are written out.</summary>
    public string[] Strings(string name) => ReadStrings(Column(name));

    /// <summary>
    /// The rows in file order, at most <paramref name="rows"/> at a time, each part a table of its own. Memory holds
    /// one part (of Parquet: one row group), however long the file is.
    /// </summary>
    public IEnumerable<Table> Parts(int rows = 1 << 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        return ReadParts(rows);
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    private protected abstract IEnumerable<Table> ReadParts(int rows);

    private protected abstract double[] ReadDoubles(string name);

    private protected abstract long[] ReadLongs(string name);

    private protected abstract string[] ReadStrings(TableColumn column);

    private Dictionary<string, TableColumn> ByName
    {
        get
        {
            if (_byName is null)
            {
                var byName = new Dictionary<string, TableColumn>(StringComparer.OrdinalIgnoreCase);
                foreach (var column in Columns)
                    byName.TryAdd(column.Name, column);
                _byName = byName;
            }
            return _byName;
        }
    }
}
