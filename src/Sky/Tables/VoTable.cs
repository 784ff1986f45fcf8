using System.Globalization;
using System.Xml;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>The first table of a VOTable (IVOA, versions 1.0 to 1.5): TABLEDATA, BINARY or BINARY2.</summary>
internal sealed class VoTable : StreamedTable
{
    private const int CountingRows = 1 << 12;

    private static readonly XmlReaderSettings Settings = new()
    {
        // Old VOTables name a DTD; it is never fetched, and entities stay unknown.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreWhitespace = true,
        IgnoreComments = true,
        MaxCharactersFromEntities = 1024,
    };

    private readonly string _path;

    /// <summary>Reads the file once: whether it is whole, its fields, and the number of rows.</summary>
    private VoTable(string path)
        : base(path)
    {
        _path = path;
        Columns = [];
        try
        {
            foreach (var part in ReadFile(CountingRows))
            {
                Columns = part.Columns;
                RowCount = checked(RowCount + part.RowCount);
            }
        }
        catch (XmlException fault)
        {
            throw Translate(fault);
        }
    }

    public override int RowCount { get; }

    public override IReadOnlyList<TableColumn> Columns { get; }

    public static Table Load(string path, long heldBytes)
    {
        var table = new VoTable(path);
        return HoldIfSmall(table, heldBytes);
    }

    private protected override IEnumerable<MemoryTable> Read(int rows, string? only)
        => ReadFile(rows).Where(part => part.RowCount > 0);

    /// <summary>The rows, and at the end what is left of them, which may be none.</summary>
    private IEnumerable<MemoryTable> ReadFile(int most)
    {
        using var stream = CompressedFile.OpenSequential(_path);
        using var xml = XmlReader.Create(stream, Settings);
        if (!xml.ReadToFollowing("TABLE"))
            xml.ReadToFollowing("TABLE", "*");
        var fields = new List<VoTableField>();
        var rows = new VoTableRows(fields, _path);
        bool? hasNullFlags = null;
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "TABLE"))
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "FIELD":
                    using (var field = xml.ReadSubtree())
                        fields.Add(ReadField(field));
                    break;
                case "TR":
                    using (var row = xml.ReadSubtree())
                        rows.AddText(ReadCells(row));
                    break;
                case "STREAM" when hasNullFlags is { } hasNulls:
                    if (xml.GetAttribute("href") is not null || xml.GetAttribute("encoding") is not (null or "base64"))
                        throw new TableException(
                            $"{_path} keeps its rows outside or not as base64, which is not read.");
                    using (var bytes = new BufferedStream(new XmlBase64Stream(xml), 1 << 16))
                    {
                        var binary = new VoTableBinary(bytes, fields, hasNulls, stream, _path);
                        while (binary.TryRead(rows))
                        {
                            if (rows.Count == most)
                                yield return rows.Take();
                        }
                    }
                    break;
                case "BINARY":
                    hasNullFlags = false;
                    break;
                case "BINARY2":
                    hasNullFlags = true;
                    break;
                case "FITS":
                    throw new TableException($"{_path} keeps its rows as FITS inside; give the FITS file itself.");
                default:
                    break;
            }
            if (rows.Count == most)
                yield return rows.Take();
        }
        yield return rows.Take();
    }

    private static VoTableField ReadField(XmlReader xml)
    {
        xml.Read();
        var type = xml.GetAttribute("datatype") ?? "char";
        var size = VoTableField.Elements(xml.GetAttribute("arraysize"));
        var (name, unit, ucd) = (xml.GetAttribute("name") ?? xml.GetAttribute("ID") ?? "", xml.GetAttribute("unit"),
            xml.GetAttribute("ucd"));
        var description = "";
        long? undefined = null;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "VALUES"
                && long.TryParse(xml.GetAttribute("null"), NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture, out var n))
                undefined = n;
            else if (xml.NodeType == XmlNodeType.Text && description.Length == 0)
                description = xml.Value.Trim();
        }
        var column = new TableColumn(name, VoTableField.TypeOf(type), unit ?? "", ucd ?? "", description);
        return new VoTableField(column, type, size, undefined);
    }

    private static List<string> ReadCells(XmlReader xml)
    {
        var cells = new List<string>();
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "TD")
                cells.Add("");
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && cells.Count > 0)
                cells[^1] += xml.Value;
        }
        return cells;
    }
}
