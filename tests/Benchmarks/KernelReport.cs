using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Benchmarks;

/// <summary>
/// Each kernel's time beside the operations and bytes that it cannot do without, counted from the sizes of its loops,
/// and what share of the machine's measured limit it reaches.
/// </summary>
internal static class KernelReport
{
    private const int Side = 61;
    private const int PsfSide = 25;

    /// <summary>Measures and prints the table; half a minute.</summary>
    public static void Print(TextWriter output)
    {
        var limits = MachineLimits.Measure();
        output.WriteLine($"one core: {limits.FlopsPerSecond / 1e9:F0} GFLOP/s, memory "
            + $"{limits.MemoryBytesPerSecond / 1e9:F1} GB/s");
        output.WriteLine("kernel                               CPU time       MFLOP   MB touched   GFLOP/s  of peak");
        var psf = MockPsfPriors.KidsR.Draw(new RandomStream(1, 0)).ToStamp(PsfSide, 0.2);
        var grid = StampGrid.For(Side, Side, PsfSide, PsfSide, 1);
        var renderer = new ConvolvedRenderer(grid);
        var planes = new ModelPlanes(grid);
        void Row(string name, double flops, double bytes, Action action)
        {
            var seconds = MachineLimits.SecondsOf(action);
            output.WriteLine($"{name,-32} {seconds * 1e6,10:F1} µs {flops / 1e6,11:F2} {bytes / 1e6,12:F2} "
                + $"{flops / seconds / 1e9,9:F1} {100 * flops / seconds / limits.FlopsPerSecond,6:F0} %");
        }

        Row("PSF transform", PsfFlops(grid), 8.0 * grid.PaddedX * (PsfSide + 2 * grid.FrequenciesY),
            () => renderer.SetPsf(psf));
        renderer.SetPsf(psf);
        foreach (var n in new[] { 1.0, 4.0 })
        {
            var shape = Shape.Of(new SersicProfile(0, 0, 1, 4, 0.7, 30, n));
            // The light of a disk ends within the Fourier box; that of a de Vaucouleurs profile comes round it.
            var copies = n > 1;
            Row($"galaxy, n = {n}", DrawFlops(grid, psf, 1, copies), DrawBytes(grid, 1),
                () => renderer.DrawSersicModel(0.3, -0.2, shape, n, planes));
            Row($"galaxy + 6 derivatives, n = {n}", DrawFlops(grid, psf, 7, copies), DrawBytes(grid, 7),
                () => renderer.DrawSersic(0.3, -0.2, shape, n, planes));
        }

        Row("star + 2 derivatives", DrawFlops(grid, psf, 3, false), DrawBytes(grid, 3),
            () => renderer.DrawPoint(0.3, -0.2, planes));
        PrintMocksAndFits(output);
        PrintPsf(output);
        PrintImages(output);
    }

    private static void PrintPsf(TextWriter output)
    {
        var psf = new PsfBenchmarks();
        psf.Setup();
        var (stars, sources) = psf.Counts;
        Whole(output, "PSF model's stamp 25 x 25", () => psf.Stamp());
        Whole(output, "light inside that stamp", () => psf.LightInside());
        Whole(output, $"PSF of a field, {stars} stars", () => psf.Model());
        Whole(output, $"{sources} sources fitted as stars", () => psf.Classify());
    }

    private static void Whole(TextWriter output, string name, Action action)
    {
        var seconds = MachineLimits.SecondsOf(action);
        output.WriteLine($"{name,-32} {seconds * 1e6,10:F1} µs {1 / seconds,11:F0} per CPU second");
    }

    private static void PrintMocksAndFits(TextWriter output)
    {
        var clean = new MockStampGenerator(new MockStampOptions(), 1);
        var crowded = new MockStampGenerator(new MockStampOptions { Crowding = new MockCrowding() }, 1);
        var pixels = new float[clean.StampLength];
        var psf = new float[clean.PsfLength];
        var random = new RandomStream(1, 1);
        var shape = MockPsfPriors.KidsR.Draw(random);
        long number = 0;
        Whole(output, "PSF stamp 25 x 25", () => shape.Stamp(psf, PsfSide, 0.2));
        var light = new float[clean.StampLength];
        clean.Paint(7, light, [], psf);
        var noise = new StampNoiseMaker();
        Whole(output, "noise of 61 x 61 pixels", () =>
        {
            light.CopyTo(pixels, 0);
            noise.AddTo(MockNoise.KidsR, pixels, random);
        });
        Whole(output, "mock stamp", () => clean.Make(number++ % 500, pixels, psf));
        Whole(output, "mock stamp with neighbours", () => crowded.Make(number++ % 500, pixels, psf));
        PrintFits(output, "chi2 fit", [.. Enumerable.Range(0, 200).Select(i => clean.Make(i))]);
        PrintFits(output, "chi2 fit with neighbours", [.. Enumerable.Range(0, 200).Select(i => crowded.Make(i))]);
    }

    private static void PrintFits(TextWriter output, string name, MockStamp[] stamps)
    {
        var engine = new Chi2Engine();
        var evaluations = stamps.Average(s => engine.Measure(s.Stamp, s.Psf).Iterations);
        var seconds = MachineLimits.SecondsOf(() =>
        {
            foreach (var stamp in stamps) engine.Measure(stamp.Stamp, stamp.Psf);
        }) / stamps.Length;
        output.WriteLine(
            $"{name,-32} {seconds * 1e6,10:F1} µs {1 / seconds,11:F0} per CPU second, "
            + $"{evaluations:F1} evaluations each");
    }

    private static void PrintImages(TextWriter output)
    {
        var fits = new FitsBenchmarks();
        fits.Setup();
        Whole(output, $"{FitsBenchmarks.Count} windows 61 x 61 of FITS", fits.Window);
        fits.Cleanup();
        var field = new FieldBenchmarks();
        field.Setup();
        Whole(output, "mock field 1500 x 1500", () => field.MakeField());
        Whole(output, "detection in 1500 x 1500", () => field.DetectSources());
    }

    // Rows of the PSF image by frequencies, then columns; real and imaginary parts, both sides of the centre at once.
    private static double PsfFlops(StampGrid grid)
        => 2.0 * grid.PaddedX * (PsfSide / 2 + 1) * (2 * PsfSide + 4 * grid.FrequenciesY);

    // The sums over ky (4 real products per plane, frequency and row pair) and over kx (2 per plane, row and offset);
    // the profile's look-up and phases are about 60 operations per frequency. Copies: 48 at 48 nodes, about 120
    // operations each, then 6 products per pixel and plane.
    private static double DrawFlops(StampGrid grid, PsfStamp psf, int planes, bool copies)
    {
        var spectrum = new PsfSpectrum(grid);
        spectrum.Set(psf);
        double frequencies = 0;
        for (var block = 0; block < spectrum.Blocks; block++)
            frequencies += StampGrid.Lanes * spectrum.BlockRows[block];
        var columns = frequencies * grid.HalfY * planes * 4 * 2;
        var rows = (double)planes * grid.Height * Math.Min(spectrum.Blocks * StampGrid.Lanes, grid.FrequenciesX)
            * grid.HalfX * 2 * 2;
        var wrapped = copies ? 48.0 * 48 * 120 + (double)planes * grid.Height * grid.Stride * 6 * 2 : 0;
        return columns + rows + frequencies * 60 + wrapped;
    }

    // Written and read once: the half-transformed rows and the planes; read: the matrices of cosines and sines.
    private static double DrawBytes(StampGrid grid, int planes)
        => 4.0 * planes * (4 * grid.Height * grid.PaddedX + grid.Height * grid.Stride)
            + 8.0 * grid.PaddedX * grid.HalfX + 8.0 * grid.HalfY * grid.FrequenciesY;
}
