using GaLNet.ClientCli.Bench.Peers;
using GaLNet.ClientCli.Output;
using GaLNet.Photometry.Psf;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tables;

namespace GaLNet.ClientCli.Bench;

/// <summary>Widths and ellipticities of PSF models.</summary>
internal static class PsfComparison
{
    /// <summary>Against the true PSF of the simulated image on its grid.</summary>
    public static void OfSurvey(BenchData data, PsfModel? ours, PsfexBasis? psfex, TextWriter output)
    {
        if (ours is null)
        {
            output.WriteLine("PSF: none, too few sure stars\n");
            return;
        }

        using var grid = Table.Open(data.File("sim/survey_psfgrid.csv"));
        using var file = FitsFile.Open(data.File("sim/survey_psfgrid.fits.gz"));
        var images = file.Image();
        double[] x = grid.Doubles("x_pix"), y = grid.Doubles("y_pix"), e1 = grid.Doubles("e1"), e2 = grid.Doubles("e2");
        var (width, theirWidth, squares) = (new double[x.Length], new double[x.Length], 0.0);
        for (var i = 0; i < x.Length; i++)
        {
            var truth = StampWidth.FwhmPix(new PsfStamp(images.Width, images.Height, images.ReadPlane(i)));
            width[i] = StampWidth.FwhmPix(ours.StampAt(x[i] - 1, y[i] - 1)) / truth - 1;
            theirWidth[i] = psfex is null
                ? double.NaN : StampWidth.FwhmPix(psfex.StampAt(x[i] - 1, y[i] - 1)) / truth - 1;
            var (a, b) = ours.EllipticityAt(x[i] - 1, y[i] - 1);
            squares += (a - e1[i]) * (a - e1[i]) + (b - e2[i]) * (b - e2[i]);
        }

        output.WriteLine($"PSF against the true one at {x.Length} positions ({ours.StarCount} stars)");
        var table = new TextTable("FWHM / true - 1", "median", "largest", "ellipticity error, rms");
        // Per component.
        table.Add("galnet", Median(width), Largest(width), Numbers.Fixed(Math.Sqrt(squares / (2 * x.Length)), 4));
        table.Add("PSFEx", Median(theirWidth), Largest(theirWidth), "-");
        table.Write(output);
        TargetText.Write(
            [
                Target.AtMost("FWHM / true - 1, largest", width.Max(Math.Abs), 0.01),
                Target.AtMost("ellipticity error, rms", Math.Sqrt(squares / (2 * x.Length)), 0.01),
            ],
            output);
    }

    /// <summary>Against PSFEx's model of the real field.</summary>
    public static void OfKids(BenchData data, PsfModel? ours, TextWriter output)
    {
        if (ours is null)
        {
            output.WriteLine("PSF: none, too few sure stars\n");
            return;
        }

        var psfex = PsfexFile.Read(data.File("kids_wide_r/kids_r_bottom.psfex.psf"));
        output.WriteLine($"PSF beside PSFEx's model ({ours.StarCount} stars)");
        var table = new TextTable("x", "y", "FWHM, pixels", "PSFEx", "ratio");
        foreach (var y in (double[])[200, 650, 1100])
        {
            foreach (var x in (double[])[300, 700, 1100, 1500, 1900, 2300])
            {
                var (a, b) = (StampWidth.FwhmPix(ours.StampAt(x, y)), StampWidth.FwhmPix(psfex.StampAt(x, y)));
                table.Add($"{x:F0}", $"{y:F0}", Numbers.Fixed(a, 3), Numbers.Fixed(b, 3), Numbers.Fixed(a / b, 3));
            }
        }

        table.Write(output);
        output.WriteLine();
    }

    private static string Median(double[] values) => Numbers.Fixed(values.Order().ElementAt(values.Length / 2), 4);

    private static string Largest(double[] values) => Numbers.Fixed(values.Max(Math.Abs), 4);
}
