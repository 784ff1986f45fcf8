using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.References;

/// <summary>Measurements in a catalogue file: FITS, FITS-LDAC, VOTable, CSV, ECSV or Parquet.</summary>
internal sealed class CatalogueFile(Table table) : IReferenceTable
{
    public string Name => table.Name;

    public int Count => table.RowCount;

    public IReadOnlyList<string> Columns { get; } = [.. table.Columns.Select(column => column.Name)];

    public bool Has(string column) => table.Has(column);

    public double[] Numbers(string column) => table.Doubles(column);

    public string[] Texts(string column) => table.Strings(column);

    public void Dispose() => table.Dispose();
}
