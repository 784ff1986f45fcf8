using System.Net;
using System.Text;
using GaLNet.Output;

namespace GaLNet.ClientCli.Compare;

/// <summary>
/// One self-contained page: text, tables and pictures inside, nothing fetched; reads on a telephone too.
/// </summary>
internal sealed class HtmlPage(string title)
{
    private const string Style = """
        :root{color-scheme:light}*{box-sizing:border-box}
        body{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1e2228;background:#fff;
        max-width:1120px;margin:0 auto;padding:16px}
        h1{font-size:1.6rem;line-height:1.25;margin:.4em 0}h2{font-size:1.25rem;margin:2em 0 .4em;
        border-bottom:1px solid #d5dae0}h3{font-size:1.05rem;margin:1.4em 0 .3em}
        p,figcaption,li{overflow-wrap:anywhere}.scroll{overflow-x:auto;margin:.6em 0}
        table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}
        th,td{padding:.22em .6em;text-align:right;border-bottom:1px solid #e4e8ec;white-space:nowrap}
        th:first-child,td:first-child,td.text{text-align:left}td.text{white-space:normal;min-width:18em}
        thead th{border-bottom:2px solid #aab2bc}
        tr.published td{color:#69707a}figure{margin:1em 0}
        img{max-width:100%;height:auto;border:1px solid #e4e8ec}
        figcaption{font-size:.86rem;color:#4b525b}code{font-size:.82rem;background:#f2f4f6;padding:.1em .3em;
        border-radius:3px;overflow-wrap:anywhere}.missing{background:#fff4e0;border-left:4px solid #e0a030;
        padding:.5em .8em}nav{font-size:.88rem}summary{cursor:pointer;font-weight:600}
        """;

    private const int LongestWord = 36;

    private readonly StringBuilder _body = new();
    private readonly List<(string Id, string Title)> _sections = [];

    /// <summary>Starts a section.</summary>
    public HtmlPage Section(string id, string heading)
    {
        _sections.Add((id, heading));
        return Raw($"<h2 id=\"{Text(id)}\">{Text(heading)}</h2>");
    }

    /// <summary>A smaller heading.</summary>
    public HtmlPage Heading(string heading) => Raw($"<h3>{Text(heading)}</h3>");

    /// <summary>A paragraph.</summary>
    public HtmlPage Paragraph(string text) => Raw($"<p>{Text(text)}</p>");

    /// <summary>A command and the data it ran on.</summary>
    public HtmlPage MadeBy(string command, string data)
        => Raw($"<p>made by <code>{Text(command)}</code> from {Text(data)}</p>");

    /// <summary>Something that is not there, and why.</summary>
    public HtmlPage Missing(string text) => Raw($"<p class=\"missing\">{Text(text)}</p>");

    /// <summary>A table; rows whose first cell starts with <c>published</c> are printed in grey.</summary>
    public HtmlPage Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Append("<div class=\"scroll\"><table><thead><tr>");
        foreach (var heading in headings)
        {
            _body.Append("<th>").Append(Text(heading)).Append("</th>");
        }

        _body.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            _body.Append(row[0].StartsWith("published", StringComparison.Ordinal) ? "<tr class=\"published\">" : "<tr>");
            foreach (var cell in row)
            {
                // Sentences break; numbers and names do not.
                _body.Append(cell.Length > LongestWord ? "<td class=\"text\">" : "<td>").Append(Text(cell)).Append("</td>");
            }

            _body.Append("</tr>");
        }

        return Raw("</tbody></table></div>");
    }

    /// <summary>Opens something that is shown on demand.</summary>
    public HtmlPage BeginDetails(string summary) => Raw($"<details><summary>{Text(summary)}</summary>");

    /// <summary>Ends it.</summary>
    public HtmlPage EndDetails() => Raw("</details>");

    /// <summary>A picture with its caption.</summary>
    public HtmlPage Figure(byte[] png, string caption)
        => Raw($"<figure><img alt=\"{Text(caption)}\" src=\"data:image/png;base64,{Convert.ToBase64String(png)}\">"
            + $"<figcaption>{Text(caption)}</figcaption></figure>");

    /// <summary>Writes the page, whole or not at all.</summary>
    public void Save(string path) => WholeFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        writer.WriteLine("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        writer.WriteLine($"<title>{Text(title)}</title><style>{Style}</style></head><body><h1>{Text(title)}</h1>");
        writer.WriteLine("<nav>" + string.Join(" · ", _sections.Select(
            section => $"<a href=\"#{Text(section.Id)}\">{Text(section.Title)}</a>")) + "</nav>");
        writer.WriteLine(_body);
        writer.WriteLine("</body></html>");
    });

    private HtmlPage Raw(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
