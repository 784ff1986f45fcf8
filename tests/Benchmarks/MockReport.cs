using System.Globalization;
using GaLNet.Photometry.Mocks;

namespace GaLNet.Benchmarks;

/// <summary>
/// What mocks cost, side by side in one run: painted without noise (what a trainer keeps and makes noisy at every
/// visit), and complete; alone, among neighbours, and on a real background. CPU time, so that other work on the machine
/// counts little.
/// </summary>
internal static class MockReport
{
    private const int Numbers = 400;

    /// <summary>Measures and prints the table; a minute.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="trainingRate">Samples per second that training takes of all cores; null = not compared.</param>
    public static void Print(TextWriter output, double? trainingRate)
    {
        output.WriteLine("mocks, CPU time on one core (S/N > 50, PSF 25 x 25; neighbours from number counts)");
        var cores = Environment.ProcessorCount;
        // Painting and learning are compared core for core: a painter's core takes none of the trainer's work.
        var perCore = trainingRate / cores;
        output.WriteLine($"{"",-34} {"per stamp",12} {"per second",11}" + (trainingRate is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"  of {rate:F0} samples/s on {cores} cores, core for core")
            : ""));
        foreach (var side in new[] { 61, 101, 151 })
        {
            var clean = new MockStampOptions { SizePix = side };
            var crowded = clean with { Crowding = new MockCrowding() };
            Row(output, $"{side} x {side}, alone, painted", clean, isNoisy: false, perCore);
            Row(output, $"{side} x {side}, crowded, painted", crowded, isNoisy: false, perCore);
            Row(output, $"{side} x {side}, alone, with noise", clean, isNoisy: true, perCore);
            Row(output, $"{side} x {side}, crowded, with noise", crowded, isNoisy: true, perCore);
            if (side == 61)
                Row(output, "61 x 61, on a background", clean with { Backgrounds = Background() }, true, perCore);
        }
    }

    private static void Row(
        TextWriter output, string name, MockStampOptions options, bool isNoisy, double? trainingPerCore)
    {
        var generator = new MockStampGenerator(options, 1);
        var target = new float[generator.StampLength];
        var around = new float[options.Crowding is null && options.Backgrounds is null ? 0 : generator.StampLength];
        var psf = new float[generator.PsfLength];
        // All numbers in one action: a stamp may take one draw or five.
        var seconds = MachineLimits.SecondsOf(() =>
        {
            for (var i = 0; i < Numbers; i++)
            {
                if (isNoisy) generator.Make(i, target, psf);
                else generator.Paint(i, target, around, psf);
            }
        }) / Numbers;
        var times = trainingPerCore is { } rate
            ? string.Create(CultureInfo.InvariantCulture, $"  {1 / seconds / rate:F1} x") : "";
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-34} {seconds * 1e6,9:F0} µs {1 / seconds,11:F0}{times}"));
    }

    // Gaussian sky under one PSF: the cost of cutting does not depend on what is on it.
    private static MockBackgrounds Background()
    {
        const int side = 600;
        var random = new RandomStream(1, 0);
        var pixels = new float[side * side];
        var sigma = new float[pixels.Length];
        Array.Fill(sigma, (float)MockNoise.KidsR.SkySigma);
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (float)(MockNoise.KidsR.SkySigma * random.NextNormal());
        var shape = MockPsfPriors.KidsR.Draw(random);
        return new MockBackgrounds
        {
            Fields =
            [
                new BackgroundField
                {
                    Width = side, Height = side, Pixels = pixels, SkySigma = sigma, Gain = MockNoise.KidsR.Gain,
                    ZeroPoint = 0, PixelScaleArcsec = 0.2, PsfAt = (_, _, size) => shape.ToStamp(size, 0.2),
                },
            ],
        };
    }
}
