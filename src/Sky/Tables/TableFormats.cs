using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Tables;

/// <summary>Which format a file has, or is to have.</summary>
internal static class TableFormats
{
    public static Table Open(string path)
    {
        var file = FitsPath.Parse(path).File;
        if (Directory.Exists(file))
            throw new TableException($"{file} is a folder; name the catalogue in it.");
        if (!File.Exists(file))
            throw new TableException($"{file} does not exist.");
        try
        {
            return IsFits(file) ? new FitsCatalogue(path) : CsvTable.Read(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
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
                var other => throw new TableException($"{path}: tables are written as .fits or .csv, not as '{other}'."),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new TableException($"{path} cannot be written: {fault.Message}", fault);
        }
    }

    private static bool IsFits(string path)
    {
        Span<byte> start = stackalloc byte[9];
        using var handle = File.OpenHandle(path);
        var got = RandomAccess.Read(handle, start, 0);
        if (got >= 2 && start[0] == 0x1F && start[1] == 0x8B)
        {
            using var unpacked = IO.CompressedFile.Open(path);
            if (unpacked.Length < 9)
                return false;
            unpacked.Read(0, start);
            got = 9;
        }
        return got == 9 && start.SequenceEqual("SIMPLE  ="u8);
    }
}
