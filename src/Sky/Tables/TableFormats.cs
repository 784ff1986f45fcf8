using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Tables;

/// <summary>Which format a file has, or is to have.</summary>
internal static class TableFormats
{
    /// <summary>Opens a table; those that take more than <paramref name="heldBytes"/> in memory stay in their file.</summary>
    public static Table Open(string path, long heldBytes = 32 << 20)
    {
        var file = FitsPath.Parse(path).File;
        if (Directory.Exists(file))
            throw new TableException($"{file} is a folder; name the catalogue in it.");
        if (!File.Exists(file))
            throw new TableException($"{file} does not exist.");
        try
        {
            return ReadStart(file) switch
            {
                var start when start.StartsWith("SIMPLE  =", StringComparison.Ordinal) => new FitsCatalogue(path),
                var start when start.StartsWith("PAR1", StringComparison.Ordinal) => ParquetTable.Load(file, heldBytes),
                var start when IsXml(start) => VoTable.Load(file, heldBytes),
                _ => CsvTable.Load(file, heldBytes),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new TableException($"{file} cannot be read: {fault.Message}", fault);
        }
    }

    public static TableWriter Create(string path, IReadOnlyList<TableColumn> columns, TableMetadata metadata)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        try
        {
            return Path.GetExtension(name).ToUpperInvariant() switch
            {
                ".FITS" or ".FIT" => new FitsTableWriter(path, columns, metadata),
                ".CSV" => new CsvTableWriter(path, columns),
                ".ECSV" => new CsvTableWriter(path, columns, metadata),
                ".VOT" or ".VOTABLE" or ".XML" => new VoTableWriter(path, columns, metadata),
                ".PARQUET" or ".PARQ" => new ParquetTableWriter(path, columns, metadata),
                var other => throw new TableException(
                    $"{path}: tables are written as .fits, .csv, .ecsv, .vot or .parquet, not as '{other}'."),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TableException($"{path} cannot be written: {fault.Message}", fault);
        }
    }

    private static bool IsXml(string start)
        => start.TrimStart('\uFEFF', ' ', '\n', '\r', '\t') is var text
            && (text.StartsWith("<?xml", StringComparison.Ordinal)
                || text.StartsWith("<VOTABLE", StringComparison.Ordinal));

    /// <summary>The first characters of a file, after unpacking.</summary>
    private static string ReadStart(string path)
    {
        Span<byte> start = stackalloc byte[32];
        int got;
        using (var handle = File.OpenHandle(path))
            got = RandomAccess.Read(handle, start, 0);
        if (got >= 3 && ((start[0] == 0x1F && start[1] == 0x8B) || start.StartsWith("BZh"u8)))
        {
            using var unpacked = IO.CompressedFile.Open(path);
            got = (int)Math.Min(unpacked.Length, start.Length);
            unpacked.Read(0, start[..got]);
        }
        return System.Text.Encoding.UTF8.GetString(start[..got]);
    }
}
