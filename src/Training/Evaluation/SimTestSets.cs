using GaLNet.Output;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Tables;
using GaLNet.Stamps;

namespace GaLNet.Training.Evaluation;

/// <summary>Stamps that were rendered by independent code, with their truth and bounds.</summary>
internal static class SimTestSets
{
    /// <summary>Light of neighbours over the target's below which a stamp is like the paper's cleaned cut-outs.</summary>
    public const double FewNeighbours = 0.3;

    private const double Gain = 3.0e13, SkySigma = 2.21557e-12, PixelScaleArcsec = 0.2;

    /// <summary>Clean, crowded, and crowded without the stamps of bright neighbours.</summary>
    /// <param name="folder">Folder with <c>stamps_clean.fits.gz</c>, <c>psf.fits.gz</c>, <c>stamps_truth.csv</c> ...</param>
    public static IReadOnlyList<TestSet> Read(string folder)
    {
        string In(string name) => File.Exists(Path.Combine(folder, name))
            ? Path.Combine(folder, name)
            : throw new CommandFailedException(
                $"{name} is not in {Path.GetFullPath(folder)}; name the folder of the simulated stamps with --sim DIR.");
        using var truth = Table.Open(In("stamps_truth.csv"));
        using var bounds = Table.Open(In("stamps_crlb.csv"));
        var (galaxies, crlb) = (GalaxyColumns.Read(truth, ""), GalaxyColumns.Read(bounds, "_crlb"));
        var (signal, crowding) = (truth.Doubles("snr15"), truth.Doubles("nb_flux_ratio_r3"));
        TestStamp[] Stamps(string file, double? sky)
        {
            using var reader = StampReader.Open(new StampOptions
            {
                Images = In(file), Psfs = In("psf.fits.gz"), ZeroPoint = 0, PixelScaleArcsec = PixelScaleArcsec,
                Gain = Gain, SkySigma = SkySigma, Sky = sky,
            });
            if (reader.Count != galaxies.Length)
            {
                throw new CommandFailedException(
                    $"{file} holds {reader.Count} stamps, stamps_truth.csv {galaxies.Length} rows; give files that "
                    + "belong together.");
            }

            var units = new StampUnits(reader.Width, reader.Height, PixelScaleArcsec, 0);
            return [.. Enumerable.Range(0, reader.Count).Select(i => new TestStamp(
                reader.Read(i), reader.PsfOf(i), units, galaxies[i], crlb[i], signal[i]))];
        }

        var clean = Stamps("stamps_clean.fits.gz", 0);
        var crowded = Stamps("stamps_crowded.fits.gz", null);
        TestStamp[] few = [.. crowded.Where((_, i) => crowding[i] < FewNeighbours)];
        return
        [
            new TestSet("sim-clean", $"{clean.Length} clean stamps by independent code", clean),
            new TestSet("sim-crowded", $"{crowded.Length} crowded stamps by independent code", crowded),
            new TestSet("sim-crowded-0.3",
                $"the {few.Length} of them with neighbours below {FewNeighbours} of the target", few),
        ];
    }
}
