using System.Globalization;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Fits;
using GaLNet.Tests;

namespace GaLNet.Photometry.Tests.Mocks;

/// <summary>The simulated stamps that were rendered by somebody else's code, with their truth.</summary>
internal sealed class SimulatedTruth
{
    private readonly Dictionary<string, double[]> _columns;

    private SimulatedTruth(string table) => _columns = ReadColumns(SharedData.Require(table));

    public static SimulatedTruth Stamps { get; } = new("sim/stamps_truth.csv");

    public static SimulatedTruth Bounds { get; } = new("sim/stamps_crlb.csv");

    public int Count => _columns["id"].Length;

    public double[] this[string column] => _columns[column];

    public GalaxyParameters Galaxy(int i, string suffix = "") => new(
        this["x" + suffix][i], this["y" + suffix][i], this["mag" + suffix][i], this["reff" + suffix][i],
        this["q" + suffix][i], this["pa" + suffix][i], this["n" + suffix][i]);

    public MockPsf Psf(int i) => new(
        this["psf_fwhm1"][i], this["psf_beta1"][i], this["psf_fwhm2"][i], this["psf_beta2"][i], this["psf_f2"][i],
        this["psf_q"][i], this["psf_pa"][i], this["psf_trunc"][i]);

    /// <summary>All planes of a cube, each [height * width].</summary>
    public static float[][] Cube(string file)
    {
        using var fits = FitsFile.Open(SharedData.Require(file));
        var image = fits.Image();
        return [.. Enumerable.Range(0, image.Planes).Select(image.ReadPlane)];
    }

    /// <summary>The neighbours of each stamp of the crowded set, in the stamp's pixels.</summary>
    public static ILookup<int, MockSource> Neighbours(MockStampOptions options) =>
        File.ReadLines(SharedData.Require("sim/stamps_neighbours.csv")).Skip(1)
            .Select(line => line.Split(','))
            .ToLookup(
                row => int.Parse(row[0], CultureInfo.InvariantCulture),
                row =>
                {
                    var v = row.Skip(2).Select(x => double.Parse(x, CultureInfo.InvariantCulture)).ToArray();
                    return options.Place(
                        row[1] == "star", new GalaxyParameters(v[0], v[1], v[2], v[3], v[4], v[5], v[6]));
                });

    private static Dictionary<string, double[]> ReadColumns(string path)
    {
        var lines = File.ReadAllLines(path);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        return lines[0].Split(',').Select((name, column) => (name, column)).ToDictionary(
            c => c.name,
            c => rows.Select(row => double.Parse(row[c.column], CultureInfo.InvariantCulture)).ToArray());
    }
}
