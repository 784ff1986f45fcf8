using System.Text.Json;
using GaLNet.Sky.Fits;
using GaLNet.Sky.Tests.Oracles;
using GaLNet.Sky.Wcs;

namespace GaLNet.Sky.Tests.Wcs;

/// <summary>
/// 1,000 random headers of every kind against astropy/wcslib, and 25 recorded ones where astropy is absent
/// (Oracles/wcs_recorded.jsonl: what <c>wcs.py KIND 25 1</c> prints, kind by kind).
/// </summary>
public sealed class WcsAgainstWcslib
{
    /// <summary>Kinds of header and the round trip in pixels that is asked of them.</summary>
    public static TheoryData<string, double> Kinds => new()
    {
        { "TAN", 1e-8 }, { "SIN", 1e-8 }, { "SLANT", 1e-8 }, { "ARC", 1e-8 }, { "STG", 1e-8 }, { "ZEA", 1e-8 },
        { "ZPN", 1e-8 }, { "SIP", 1e-6 }, { "TPV", 1e-6 }, { "PV", 1e-6 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Random_headers_agree_to_a_milliarcsecond(string kind, double roundTripPix)
    {
        var lines = Oracle.Require("wcs.py", kind, "1000", "1").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(1000);
        Compare(lines, roundTripPix);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Recorded_headers_agree_to_a_milliarcsecond(string kind, double roundTripPix)
    {
        var lines = File.ReadLines(Path.Combine(Oracle.Folder, "wcs_recorded.jsonl"))
            .Where(l => l.StartsWith($"{{\"kind\": \"{kind}\"", StringComparison.Ordinal)).ToArray();
        lines.Should().HaveCount(25);
        Compare(lines, roundTripPix);
    }

    private static void Compare(string[] lines, double roundTripPix)
    {
        var compared = 0;
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            var cards = string.Join('\n', json.RootElement.GetProperty("cards").EnumerateArray().Select(c => $"{c}"));
            var wcs = CelestialWcs.FromHeader(FitsHeader.FromText(cards));
            foreach (var point in json.RootElement.GetProperty("points").EnumerateArray())
            {
                var p = point.EnumerateArray().Select(v => v.GetDouble()).ToArray();
                var sky = wcs.PixelToSky(p[0], p[1]);
                wcs.TrySkyToPixel(sky.RaDeg, sky.DecDeg, out var x, out var y).Should().BeTrue(cards);
                // Assertions format their reasons even when they hold: ask only once.
                if (WcsReference.Separation(sky, (p[2], p[3])) < 0.001 && Math.Abs(x - p[0]) < roundTripPix
                    && Math.Abs(y - p[1]) < roundTripPix)
                    compared++;
                else
                    Assert.Fail($"({p[0]}, {p[1]}) is at {sky}, not ({p[2]}, {p[3]}), back at ({x}, {y}):\n{cards}");
            }
        }
        compared.Should().Be(4 * lines.Length);
    }
}
