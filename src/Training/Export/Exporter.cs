using System.Text.Json;
using GaLNet.Inference;
using GaLNet.Inference.Onnx;
using GaLNet.Training.Loop;
using GaLNet.Training.Networks;

namespace GaLNet.Training.Export;

/// <summary>Writes one of the two networks of a checkpoint as an ONNX file that follows the contract.</summary>
internal static class Exporter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Name of the network's file and of the network: galnet-1, galnet-2, and with -paper.</summary>
    public static string NameOf(TrainingState state, Heads head)
        => EngineOf(head) + (state.Plan.AsInPaper ? "-paper" : string.Empty);

    /// <summary>The engine that a head serves.</summary>
    public static string EngineOf(Heads head)
        => head == Heads.Blind ? EngineNames.GaLNet1 : EngineNames.GaLNet2;

    /// <summary>The graph.</summary>
    /// <param name="state">A trained state.</param>
    /// <param name="head">Which network.</param>
    /// <param name="calibration">Calibration of its errors.</param>
    /// <param name="about">What else the file says.</param>
    public static GraphBuilder Build(TrainingState state, Heads head, Calibration calibration, ExportFacts about)
    {
        var network = state.MakeNetwork();
        var name = NameOf(state, head);
        var graph = new GraphBuilder(
            name.Replace('-', '_'),
            $"{name}: Sérsic parameters of the galaxy at a stamp's centre, with errors. From counts to sky units.");
        var stamp = graph.Input(
            NetworkContract.Stamp, "Counts, sky subtracted.", 1, NetworkContract.StampSize, NetworkContract.StampSize);
        var psf = head == Heads.Seeing
            ? graph.Input(
                NetworkContract.Psf, "PSF with the pixel's response.", 1, NetworkContract.PsfSize,
                NetworkContract.PsfSize)
            : null;
        var sky = new SkyInputs<string>(
            stamp, psf,
            graph.Input(NetworkContract.SkySigma, "Standard deviation of the sky per pixel, counts.", 1),
            graph.Input(NetworkContract.Gain, "Electrons per count; infinity for a sky-limited image.", 1),
            graph.Input(NetworkContract.ZeroPoint, "Magnitude of one count.", 1),
            graph.Input(NetworkContract.PixelScale, "Arcsec per pixel.", 1));
        var ops = new OnnxOps(graph, new ExportWeights(network.Plan, state));
        var outputs = SkyGraph.Build(ops, network, head, state.Scale, calibration, sky);
        const int columns = NetworkContract.ParameterCount;
        graph.Output(
            outputs.Parameters, NetworkContract.Parameters,
            "x, y (arcsec from the centre of the central pixel), mag, r_eff (arcsec, semi-major), q, pa (degrees "
            + "counter-clockwise from +x), n.", columns);
        graph.Output(
            outputs.Errors, NetworkContract.Errors, "Half widths of the central 68.3 % intervals.", columns);
        graph.Output(
            outputs.Errors95, NetworkContract.Errors95, "Half widths of the central 95 % intervals.", columns);
        graph.SetMetadata(NetworkContract.ContractKey, NetworkContract.Version);
        graph.SetMetadata(NetworkContract.EngineKey, EngineOf(head));
        graph.SetMetadata(NetworkContract.NameKey, name);
        graph.SetMetadata(NetworkContract.VersionKey, about.Version);
        graph.SetMetadata(NetworkContract.DomainKey, about.Domain.ToJson());
        graph.SetMetadata(NetworkContract.MetricsKey, JsonSerializer.Serialize(about.Metrics, Json));
        graph.SetMetadata(
            NetworkContract.TrainingKey,
            JsonSerializer.Serialize(
                new
                {
                    state.Architecture, state.Samples, state.Steps, Minutes = Math.Round(state.Seconds / 60, 1),
                    state.Plan,
                }, Json));
        return graph;
    }
}
