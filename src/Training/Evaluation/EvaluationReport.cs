using GaLNet.Output;

namespace GaLNet.Training.Evaluation;

/// <summary>The outcome of an evaluation in all its forms.</summary>
internal sealed class EvaluationReport
{
    /// <summary>Sections in their order: a heading and its tables.</summary>
    public required IReadOnlyList<(string Heading, IReadOnlyList<(string Title, TextTable Table)> Tables)> Sections
    {
        get;
        init;
    }

    /// <summary>What of it a document is to hold; all of it where nothing is said.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<(string Title, TextTable Table)> Tables)>? ForDocuments
    {
        get;
        init;
    }

    /// <summary>Every number.</summary>
    public required IReadOnlyList<Figure> Figures { get; init; }

    /// <summary>Results to draw; empty where there is no picture.</summary>
    public IReadOnlyList<SetResult> Pictures { get; init; } = [];

    /// <summary>The command line that made it.</summary>
    public string Command { get; set; } = "";

    /// <summary>Both reports, one after the other.</summary>
    public EvaluationReport And(EvaluationReport next) => new()
    {
        Sections = [.. Sections, .. next.Sections],
        Figures = [.. Figures, .. next.Figures],
        Pictures = [.. Pictures, .. next.Pictures],
    };

    /// <summary>Tables for a terminal.</summary>
    public void WriteText(TextWriter output)
    {
        foreach (var (heading, tables) in Sections)
        {
            output.WriteLine($"== {heading}");
            foreach (var (title, table) in tables)
            {
                output.WriteLine(title);
                table.Write(output);
                output.WriteLine();
            }
        }
    }

    /// <summary>The same in Markdown, with the command that made it.</summary>
    public string ToMarkdown() => Markdown(Sections);

    /// <summary>The tables that matter most, for a document that people read.</summary>
    public string ToDocument() => Markdown(ForDocuments ?? Sections);

    private string Markdown(
        IReadOnlyList<(string Heading, IReadOnlyList<(string Title, TextTable Table)> Tables)> sections)
    {
        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"Made by `{Command}`.");
        foreach (var (heading, tables) in sections)
        {
            text.WriteLine();
            text.WriteLine($"### {char.ToUpperInvariant(heading[0])}{heading[1..]}");
            foreach (var (title, table) in tables)
            {
                text.WriteLine();
                text.WriteLine($"**{title}**");
                text.WriteLine();
                table.WriteMarkdown(text);
            }
        }

        return text.ToString();
    }

    /// <summary>Writes figures.csv, figures.json, tables.md and the pictures.</summary>
    public void WriteFiles(string folder)
    {
        Directory.CreateDirectory(folder);
        Evaluation.Figures.WriteCsv(Path.Combine(folder, "figures.csv"), Figures);
        WriteText(Path.Combine(folder, "figures.json"), output
            => JsonText.Write(Evaluation.Figures.ToJson(Figures), output));
        WriteText(Path.Combine(folder, "tables.md"), output => output.Write(ToMarkdown()));
        foreach (var result in Pictures)
            OneToOnePicture.Save(result, Path.Combine(folder, $"one-to-one-{result.Set.Name}.png"));
    }

    private static void WriteText(string path, Action<TextWriter> write) => WholeFile.Write(path, stream =>
    {
        using var output = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        write(output);
    });
}
