using System.Text.Json;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tests.Oracles;
using GaLNet.Sky.Wcs;

namespace GaLNet.Sky.Tests.Wcs;

/// <summary>
/// 1,000 random headers of every kind against astropy/wcslib; where astropy is absent, 25 recorded ones
/// (Oracles/wcs_recorded.jsonl: made by <c>wcs.py KIND 25 1</c>, kinds in the order of the test).
/// </summary>
public sealed class WcsAgainstWcslib
{
    [Theory]
    [InlineData("TAN", 1e-8)]
    [InlineData("SIN", 1e-8)]
    [InlineData("SLANT", 1e-8)]
    [InlineData("ARC", 1e-8)]
    [InlineData("STG", 1e-8)]
    [InlineData("ZEA", 1e-8)]
    [InlineData("ZPN", 1e-8)]
    [InlineData("SIP", 1e-6)]
    [InlineData("TPV", 1e-6)]
    [InlineData("PV", 1e-6)]
    public void Random_headers_agree_to_a_milliarcsecond(string kind, double roundTripPix)
    {
        var compared = 0;
        foreach (var line in Lines(kind))
        {
            using var json = JsonDocument.Parse(line);
            var cards = string.Join('\n', json.RootElement.GetProperty("cards").EnumerateArray().Select(c
                => c.GetString()));
            var wcs = CelestialWcs.FromHeader(FitsHeader.FromText(cards));
            foreach (var point in json.RootElement.GetProperty("points").EnumerateArray())
            {
                var p = point.EnumerateArray().Select(v => v.GetDouble()).ToArray();
                if (double.IsNaN(p[2]))
                    continue;
                var sky = wcs.PixelToSky(p[0], p[1]);
                WcsReference.Separation(sky, (p[2], p[3])).Should().BeLessThan(0.001, cards);
                wcs.TrySkyToPixel(sky.RaDeg, sky.DecDeg, out var x, out var y).Should().BeTrue(cards);
                x.Should().BeApproximately(p[0], roundTripPix, cards);
                y.Should().BeApproximately(p[1], roundTripPix, cards);
                compared++;
            }
        }
        compared.Should().BeGreaterThan(50);
    }

    private static string[] Lines(string kind)
    {
        var text = Oracle.Ask("wcs.py", kind, "1000", "1")
            ?? string.Join('\n', File.ReadLines(Path.Combine(Oracle.Folder, "wcs_recorded.jsonl"))
                .Where(l => l.StartsWith($"{{\"kind\": \"{kind}\"", StringComparison.Ordinal)));
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
