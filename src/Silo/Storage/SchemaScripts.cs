using System.Globalization;
using System.Text;

namespace GaLNet.Silo.Storage;

/// <summary>The project's own schema scripts: <c>Sql/DATABASE/NNNN.sql</c> leads from version NNNN - 1 to NNNN.</summary>
internal static class SchemaScripts
{
    /// <summary>The script that leads to a version.</summary>
    public static string Text(string database, int version)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"Sql/{database}/{version:0000}.sql");
        using var stream = typeof(SchemaScripts).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The schema script {name} is missing from the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
