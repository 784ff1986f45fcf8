namespace GaLNet.ClientCli.References;

/// <summary>Columns of somebody's measurements, whatever file they are in.</summary>
internal interface IReferenceTable : IDisposable
{
    /// <summary>The file, for messages.</summary>
    string Name { get; }

    /// <summary>Rows.</summary>
    int Count { get; }

    /// <summary>Names of the columns.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>True when there is a column of this name; case does not matter.</summary>
    bool Has(string column);

    /// <summary>A column as numbers; NaN where there is none.</summary>
    double[] Numbers(string column);

    /// <summary>A column as text.</summary>
    string[] Texts(string column);
}
