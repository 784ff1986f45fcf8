using System.Globalization;
using System.Text;
using System.Xml;
using GaLNet.Sky.IO;

namespace GaLNet.Sky.Tables;

/// <summary>A VOTable 1.4 with its rows as TABLEDATA, written row by row.</summary>
internal sealed class VoTableWriter : TableWriter
{
    // Version 1.4 kept the namespace of 1.3.
    private const string Namespace = "http://www.ivoa.net/xml/VOTable/v1.3";
    private readonly AtomicFile _file;
    private readonly XmlWriter _xml;

    public VoTableWriter(string path, IReadOnlyList<TableColumn> columns, TableMetadata metadata)
        : base(columns)
    {
        _file = new AtomicFile(path);
        _xml = XmlWriter.Create(_file.Stream, new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            CheckCharacters = false,
            NewLineChars = "\n",
        });
        _xml.WriteStartDocument();
        _xml.WriteStartElement("VOTABLE", Namespace);
        _xml.WriteAttributeString("version", "1.4");
        _xml.WriteStartElement("RESOURCE", Namespace);
        _xml.WriteAttributeString("type", "results");
        _xml.WriteStartElement("COOSYS", Namespace);
        _xml.WriteAttributeString("ID", "sky");
        _xml.WriteAttributeString("system", "ICRS");
        _xml.WriteEndElement();
        _xml.WriteStartElement("TABLE", Namespace);
        _xml.WriteAttributeString("name", metadata.Name);
        if (metadata.Description.Length > 0)
            _xml.WriteElementString("DESCRIPTION", Namespace, metadata.Description);
        foreach (var keyword in metadata.Keywords)
            WriteKeyword(keyword);
        foreach (var column in columns)
            WriteField(column);
        _xml.WriteStartElement("DATA", Namespace);
        _xml.WriteStartElement("TABLEDATA", Namespace);
    }

    public override void Commit()
    {
        _xml.WriteEndDocument();
        _xml.Flush();
        _file.Commit();
    }

    private protected override void Write(TableRow row)
    {
        _xml.WriteRaw("\n<TR>");
        for (var i = 0; i < Columns.Count; i++)
        {
            _xml.WriteRaw("<TD>");
            switch (Columns[i].Type)
            {
                case TableType.Double or TableType.Single:
                    _xml.WriteRaw(Number(row.Number(i), Columns[i].Type == TableType.Single));
                    break;
                case TableType.String:
                    _xml.WriteString(row.Text(i));
                    break;
                case TableType.Boolean:
                    _xml.WriteRaw(row.Whole(i) switch { 0 => "F", 1 => "T", _ => "" });
                    break;
                default:
                    _xml.WriteRaw(row.Whole(i) == long.MinValue ? ""
                        : row.Whole(i).ToString(CultureInfo.InvariantCulture));
                    break;
            }
            _xml.WriteRaw("</TD>");
        }
        _xml.WriteRaw("</TR>");
    }

    private protected override void Discard() => _file.Dispose();

    private static string Number(double value, bool isSingle) => value switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => isSingle
            ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture),
    };

    private void WriteKeyword((string Key, string Value, string Comment) keyword)
    {
        _xml.WriteStartElement("PARAM", Namespace);
        _xml.WriteAttributeString("name", keyword.Key);
        _xml.WriteAttributeString("datatype", "char");
        _xml.WriteAttributeString("arraysize", "*");
        _xml.WriteAttributeString("value", keyword.Value);
        if (keyword.Comment.Length > 0)
            _xml.WriteElementString("DESCRIPTION", Namespace, keyword.Comment);
        _xml.WriteEndElement();
    }

    private void WriteField(TableColumn column)
    {
        _xml.WriteStartElement("FIELD", Namespace);
        _xml.WriteAttributeString("name", column.Name);
        _xml.WriteAttributeString("datatype", column.Type switch
        {
            TableType.Double => "double",
            TableType.Single => "float",
            TableType.Int64 => "long",
            TableType.Int32 => "int",
            TableType.Boolean => "boolean",
            _ => "char",
        });
        if (column.Type == TableType.String)
            _xml.WriteAttributeString("arraysize", "*");
        if (column.Unit.Length > 0)
            _xml.WriteAttributeString("unit", column.Unit);
        if (column.Ucd.Length > 0)
            _xml.WriteAttributeString("ucd", column.Ucd);
        if (column.Ucd.StartsWith("pos.eq", StringComparison.Ordinal))
            _xml.WriteAttributeString("ref", "sky");
        if (column.Description.Length > 0)
            _xml.WriteElementString("DESCRIPTION", Namespace, column.Description);
        _xml.WriteEndElement();
    }
}
