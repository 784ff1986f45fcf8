using System.CommandLine;
using System.Globalization;
using GaLNet.ClientCli.Models;
using GaLNet.ClientCli.Session;
using GaLNet.ClientCli.Shell;
using GaLNet.Grains.Interfaces.Models;

namespace GaLNet.ClientCli.Commands;

/// <summary><c>galnet models publish</c>: takes a network's file into a catalogue.</summary>
internal sealed class ModelsPublishCommand : CatalogueVerb
{
    private readonly Argument<string> _file = new("FILE") { Description = "A network, as galnet-train exports it." };
    private readonly Option<bool> _activate = new("--activate")
    {
        Description = "Let its engine's word stand for it from now on.",
    };

    private readonly Option<bool> _json = CommonOptions.Json();

    public ModelsPublishCommand(Terminal terminal)
        : base("publish", "Take a network into the catalogue; every silo can use it then.", terminal)
    {
        Add(_file);
        Add(_activate);
        Add(_json);
        AddCatalogue();
    }

    public override IReadOnlyList<string> Examples =>
    [
        "galnet models publish galnet-2.onnx                # known, not in force yet",
        "galnet models publish galnet-2.onnx --activate     # older fits of galnet-2 are stale from now on",
    ];

    public override string WhenStopped => "stopped; 'galnet models list' tells whether it was published.";

    protected override async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var file = Read(arguments.GetRequiredValue(_file));
        await using var session = await OpenAsync(arguments, cancellationToken);
        var result = await session.Models.Publish(file, arguments.GetValue(_activate), cancellationToken);
        if (arguments.GetValue(_json))
        {
            JsonText.Write(ModelText.Json(result.Model, result.IsActive), Terminal.Out);
            return ExitCode.Ok;
        }

        Terminal.Out.WriteLine($"{result.Model.ModelId}: {(result.IsNew ? "published" : "was known already")}, serves "
            + $"{result.Model.Engine}, {(result.IsActive ? "active" : "not active")}");
        if (result.IsActive)
        {
            await StaleText.WriteSummaryAsync(session, Terminal.Out, cancellationToken);
        }
        else
        {
            Terminal.Out.WriteLine(
                $"'galnet models activate {result.Model.Name} {result.Model.Version}' puts it in force.");
        }

        return ExitCode.Ok;
    }

    // What is too large to be a network is not read, and not sent to a silo either.
    private static NetworkFile Read(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new CommandFailedException(Directory.Exists(path)
                ? $"{path} is a folder: name the .onnx file in it."
                : $"there is no file {path}: give the network that galnet-train exported.");
        }

        return file.Length <= NetworkFile.MaxBytes
            ? new NetworkFile(path, File.ReadAllBytes(path))
            : throw new CommandFailedException(string.Create(CultureInfo.InvariantCulture,
                $"{path} has {file.Length / 1048576.0:F1} MB: a catalogue takes networks of up to "
                + $"{NetworkFile.MaxBytes / 1048576} MB."));
    }
}
