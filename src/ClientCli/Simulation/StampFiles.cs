using System.Globalization;
using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;
using GaLNet.Sky.Fits;

namespace GaLNet.ClientCli.Simulation;

/// <summary>Simulated stamps as files: the cube, the PSF of each plane, and the truth.</summary>
internal static class StampFiles
{
    private const string TruthHeading =
        "id,x,y,mag,reff,q,pa,n,snr15,flux_frac_in_stamp,nb_flux_ratio_r3,psf_fwhm,psf_fwhm1,psf_beta1,psf_fwhm2,"
        + "psf_beta2,psf_f2,psf_q,psf_pa,psf_trunc";

    private const string BackgroundHeading = "id,image,x_fits,y_fits,sky_sigma,gain";

    private const string NeighbourHeading = "id,type,x,y,mag,reff,q,pa,n";

    /// <summary>Makes stamps 0 .. count - 1 of a seed on all cores and writes them into a folder.</summary>
    /// <returns>Paths of the files, the cube first.</returns>
    public static IReadOnlyList<string> Write(
        MockStampOptions options, ulong seed, int count, string folder, ProgressBar bar,
        CancellationToken cancellationToken)
    {
        var stampLength = options.SizePix * options.SizePix;
        var psfLength = options.PsfSizePix * options.PsfSizePix;
        var stamps = new float[(long)count * stampLength];
        var psfs = new float[(long)count * psfLength];
        var truths = new MockStampTruth[count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        Parallel.For(
            0, count, parallel, () => new MockStampGenerator(options, seed),
            (i, _, generator) =>
            {
                truths[i] = generator.Make(
                    i, stamps.AsSpan(i * stampLength, stampLength), psfs.AsSpan(i * psfLength, psfLength));
                bar.Step();
                return generator;
            },
            _ => { });
        return WriteAll(options, seed, folder, stamps, psfs, truths);
    }

    private static List<string> WriteAll(
        MockStampOptions options, ulong seed, string folder, float[] stamps, float[] psfs, MockStampTruth[] truths)
    {
        string In(string name) => Path.Combine(folder, name);
        // On real sky every stamp has its own noise: the header tells the typical one.
        var noise = options.Backgrounds is null ? options.Noise : options.Noise with
        {
            SkySigma = ErrorStatistics.Median([.. truths.Select(truth => truth.Noise.SkySigma)]),
        };
        var header = MockHeader.Of(options.ZeroPoint, options.PixelScaleArcsec, noise, 0, seed);
        FitsImageWriter.Write(
            In("stamps.fits"), stamps, options.SizePix, options.SizePix, truths.Length, header);
        FitsImageWriter.Write(
            In("psf.fits"), psfs, options.PsfSizePix, options.PsfSizePix, truths.Length, header);
        CsvFile.Write(In("truth.csv"), TruthHeading, truths.Select((truth, id) => TruthLine(
            truth, id, truth.Psf?.FwhmArcsec ?? options.PixelScaleArcsec * StampWidth.FwhmPix(new PsfStamp(
                options.PsfSizePix, options.PsfSizePix,
                psfs.AsSpan(id * options.PsfSizePix * options.PsfSizePix, options.PsfSizePix * options.PsfSizePix)
                    .ToArray())))));
        var paths = new List<string> { In("stamps.fits"), In("psf.fits"), In("truth.csv") };
        if (options.Backgrounds is { } backgrounds)
        {
            CsvFile.Write(In("backgrounds.csv"), BackgroundHeading, truths.Select(
                (truth, id) => BackgroundLine(id, truth, backgrounds.Fields)));
            paths.Add(In("backgrounds.csv"));
        }

        if (options.Crowding is not null)
        {
            CsvFile.Write(In("neighbours.csv"), NeighbourHeading, truths.SelectMany(
                (truth, id) => truth.Neighbours.Select(source => NeighbourLine(id, source))));
            paths.Add(In("neighbours.csv"));
        }

        return paths;
    }

    // A real PSF has a width and no analytic form.
    private static string TruthLine(MockStampTruth truth, int id, double fwhmArcsec)
    {
        var g = truth.Galaxy;
        var line = CsvFile.Line(
            id.ToString(CultureInfo.InvariantCulture),
            g.XArcsec, g.YArcsec, g.Mag, g.ReffArcsec, g.AxisRatio, g.PaDeg, g.Index, truth.SignalToNoise,
            truth.FluxFractionInStamp, truth.NeighbourFluxRatio, fwhmArcsec);
        return truth.Psf is { } psf
            ? CsvFile.Line(
                line, psf.Fwhm1Arcsec, psf.Beta1, psf.Fwhm2Arcsec, psf.Beta2, psf.Fraction2, psf.AxisRatio, psf.PaDeg,
                psf.TruncationArcsec)
            : CsvFile.Line(
                line, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
    }

    private static string BackgroundLine(int id, MockStampTruth truth, IReadOnlyList<BackgroundField> fields)
    {
        var place = truth.Background!.Value;
        var field = fields[place.Field];
        return CsvFile.Line(
            $"{id},{field.Name}", field.OriginX + place.XPix + 1, field.OriginY + place.YPix + 1, truth.Noise.SkySigma,
            truth.Noise.Gain);
    }

    private static string NeighbourLine(int id, MockSource source)
    {
        GalaxyParameters p = source.Parameters;
        return CsvFile.Line(
            $"{id},{(source.IsStar ? "star" : "gal")}",
            p.XArcsec, p.YArcsec, p.Mag, p.ReffArcsec, p.AxisRatio, p.PaDeg, p.Index);
    }
}
