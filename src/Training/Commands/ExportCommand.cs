using System.CommandLine;
using System.Text;
using GaLNet.Inference;
using GaLNet.Inference.Onnx;
using GaLNet.Output;
using GaLNet.Training.Export;
using GaLNet.Training.Loop;
using GaLNet.Training.Networks;
using Spectre.Console;

namespace GaLNet.Training.Commands;

/// <summary><c>galnet-train export</c>.</summary>
internal sealed class ExportCommand : Command
{
    // Families of held-out mocks, none of them seen in training or in its validation.
    private const ulong CalibrationSeed = 1001, ScoreSeed = 2002, ParitySeed = 3003;
    private const double LargestDifference = 1e-5;
    private const int ParityMocks = 1000;
    private static readonly Heads[] BothHeads = [Heads.Blind, Heads.Seeing];
    private const long MostBytes = 8_000_000;

    private readonly Option<string> _checkpoint = new("--checkpoint")
    {
        Description = "The checkpoint.galnet of a training.",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder for the two files.",
        HelpName = "DIR",
        DefaultValueFactory = _ => "models",
    };

    private readonly Option<string> _version = new("--model-version")
    {
        Description = "Version of the weights, kept in the files.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "1.0",
    };

    private readonly Option<int> _mocks = new("--mocks")
    {
        Description = "Crowded mocks for the scores, and as many clean ones; twice as many of each for the calibration "
            + "of errors.",
        HelpName = "N",
        DefaultValueFactory = _ => 10_000,
    };

    public ExportCommand()
        : base(
            "export",
            "Write both networks of a checkpoint as ONNX files with calibrated errors, and a model card beside each.")
    {
        Add(_checkpoint);
        Add(_out);
        Add(_version);
        Add(_mocks);
        SetAction(arguments => Run(arguments));
    }

    private int Run(ParseResult arguments)
    {
        var state = Checkpoint.Read(arguments.GetRequiredValue(_checkpoint));
        if (state.Plan.Feed.StampSide != NetworkContract.StampSize)
            throw new CommandFailedException(
                $"found a network for stamps of {state.Plan.Feed.StampSide} pixels; networks in use read "
                + $"{NetworkContract.StampSize}.");
        var folder = arguments.GetRequiredValue(_out);
        var count = arguments.GetValue(_mocks);
        if (count < 1000)
            throw new CommandFailedException($"found --mocks {count}; errors cannot be calibrated on fewer than 1000.");
        Directory.CreateDirectory(folder);
        var console = AnsiConsole.Console;
        console.WriteLine(FormattableString.Invariant(
            $"{state.Architecture} after {state.Samples:N0} samples; painting {6 * count:N0} held-out mocks"));
        var domain = DomainOf.Measure(state.Plan);
        var crowded = new Validation(count, crowded: true, ScoreSeed);
        var clean = new Validation(count, crowded: false, ScoreSeed);
        var parity = new Validation(ParityMocks, crowded: true, ParitySeed);
        using var predictor = new Predictor(state, half: false);
        var calibrations = Calibrate(predictor, count);
        foreach (var head in BothHeads)
        {
            var calibration = calibrations[head];
            var scores = new Dictionary<string, HeldOutScore>
            {
                ["crowded"] = HeldOutScore.Of(predictor, head, calibration, crowded.Batches),
                ["clean"] = HeldOutScore.Of(predictor, head, calibration, clean.Batches),
            };
            var facts = new ExportFacts(arguments.GetRequiredValue(_version), domain, scores);
            var path = Path.Combine(folder, Exporter.NameOf(state, head) + ".onnx");
            var bytes = Exporter.Build(state, head, calibration, facts).ToBytes();
            if (bytes.Length > MostBytes)
                throw new CommandFailedException(
                    $"{path} would have {bytes.Length:N0} bytes, more than {MostBytes:N0}; train a narrower network.");
            var file = ModelFile.Parse(bytes, path);
            var differences = Parity.Compare(file, predictor, head, calibration, parity.Batches);
            console.WriteLine(FormattableString.Invariant(
                $"{path}: {bytes.Length:N0} bytes; against torch on {ParityMocks} stamps, largest relative difference ")
                + FormattableString.Invariant(
                    $"of parameters {differences[0]:E1}, errors {differences[1]:E1}, errors95 {differences[2]:E1}"));
            if (!(differences.Max() <= LargestDifference))
                throw new CommandFailedException(
                    $"{path} was not written: it answers differently from torch by more than {LargestDifference}.");
            WholeFile.Write(path, stream => stream.Write(bytes));
            var card = ModelCard.Write(state, head, facts, bytes.Length, file.WeightsSha256);
            WholeFile.Write(Path.ChangeExtension(path, ".md"), stream => stream.Write(Encoding.UTF8.GetBytes(card)));
            ScoreLines.Print(console, scores);
        }

        return 0;
    }

    // By pieces, which need not be in memory together.
    private static Dictionary<Heads, Calibration> Calibrate(Predictor predictor, int count)
    {
        var errors = BothHeads.ToDictionary(head => head, _ => new List<ScaledError>());
        foreach (var piece in new ulong[] { 0, 1 })
        {
            foreach (var isCrowded in new[] { true, false })
            {
                var mocks = new Validation(count, isCrowded, CalibrationSeed + piece);
                foreach (var head in BothHeads)
                    errors[head].AddRange(
                        mocks.Batches.SelectMany(batch => Calibrator.Errors(predictor, head, batch)));
            }
        }

        return errors.ToDictionary(e => e.Key, e => Calibrator.Fit(e.Value));
    }
}
