namespace GaLNet.ClientCli.References;

/// <summary>GALFIT's results as columns: ID, X, Y, MAG, RE, N, Q, PA, errors of each, CHI2NU and DOUBTFUL.</summary>
internal sealed class GalfitTable : IReferenceTable
{
    private static readonly string[] Values = ["X", "Y", "MAG", "RE", "N", "Q", "PA"];
    private readonly IReadOnlyList<GalfitComponent> _components;
    private readonly Dictionary<string, Func<GalfitComponent, double>> _columns = new(StringComparer.OrdinalIgnoreCase);

    public GalfitTable(IReadOnlyList<string> paths)
    {
        Name = paths.Count == 1 ? paths[0] : $"{paths[0]} … {paths[^1]}";
        _components = GalfitFiles.Read(paths);
        for (var at = 0; at < Values.Length; at++)
        {
            var place = at;
            _columns[Values[at]] = one => one.Values[place];
            _columns[Values[at] + "_ERR"] = one => one.Errors[place];
        }

        _columns["CHI2NU"] = one => one.Chi2;
        _columns["DOUBTFUL"] = one => one.IsDoubtful ? 1 : 0;
    }

    public string Name { get; }

    public int Count => _components.Count;

    public IReadOnlyList<string> Columns => [.. _columns.Keys, "ID"];

    public bool Has(string column)
        => _columns.ContainsKey(column) || column.Equals("ID", StringComparison.OrdinalIgnoreCase);

    public double[] Numbers(string column) => [.. _components.Select(_columns[column])];

    public string[] Texts(string column) => [.. _components.Select(one => one.Id)];

    public void Dispose()
    {
    }
}
