using System.Globalization;
using System.Xml;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>Reads the first table of a VOTable (IVOA, versions 1.0 to 1.5): TABLEDATA, BINARY or BINARY2.</summary>
internal static class VoTableReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        // Old VOTables name a DTD; it is never fetched, and entities stay unknown.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreWhitespace = true,
        IgnoreComments = true,
        MaxCharactersFromEntities = 1024,
    };

    public static Table Read(string path)
    {
        using var source = CompressedFile.Open(path);
        using var stream = new ByteSourceStream(source);
        using var xml = XmlReader.Create(stream, Settings);
        try
        {
            if (!xml.ReadToFollowing("TABLE"))
                xml.ReadToFollowing("TABLE", "*");
            return ReadTable(xml, path);
        }
        catch (XmlException fault)
        {
            throw new TableException($"{path} is not a whole VOTable: {fault.Message}", fault);
        }
    }

    private static MemoryTable ReadTable(XmlReader xml, string path)
    {
        var fields = new List<VoTableField>();
        var rows = new VoTableRows(fields, path);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "TABLE")
                break;
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
                case "STREAM" when rows.IsBinary is { } hasNulls:
                    if (xml.GetAttribute("href") is not null || xml.GetAttribute("encoding") is not (null or "base64"))
                        throw new TableException($"{path} keeps its rows outside or not as base64, which is not read.");
                    rows.AddBinary(new XmlBase64Stream(xml), hasNulls);
                    break;
                case "BINARY":
                    rows.IsBinary = false;
                    break;
                case "BINARY2":
                    rows.IsBinary = true;
                    break;
                case "FITS":
                    throw new TableException($"{path} keeps its rows as FITS inside; give the FITS file itself.");
                default:
                    break;
            }
        }
        return rows.ToTable();
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
