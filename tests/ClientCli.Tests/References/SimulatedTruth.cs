using GaLNet.Sky.Fits;
using GaLNet.Sky.Wcs;

namespace GaLNet.Tests.ClientCli.References;

/// <summary>
/// Galaxies with known parameters, and an image frame that is turned and mirrored as asked. What other codes would
/// write of them is worked out by the tests from those codes' definitions.
/// </summary>
internal sealed class SimulatedTruth
{
    public const double PixelScaleArcsec = 0.2;
    private readonly double _northDeg;
    private readonly int _parity;

    /// <param name="northFromUpDeg">Direction of North, counter-clockwise from +y.</param>
    /// <param name="isMirrored">True = East lies clockwise of North.</param>
    public SimulatedTruth(double northFromUpDeg = 0, bool isMirrored = false)
    {
        (_northDeg, _parity) = (90 + northFromUpDeg, isMirrored ? -1 : 1);
        const double scale = PixelScaleArcsec / 3600;
        var (sin, cos) = Math.SinCos(_northDeg * Math.PI / 180);
        // North's direction on the pixels is (cos, sin); East's is that turned by 90 degrees towards the parity.
        Header.Set("CTYPE1", "RA---TAN");
        Header.Set("CTYPE2", "DEC--TAN");
        Header.Set("CRVAL1", 150.0);
        Header.Set("CRVAL2", 0.0);
        Header.Set("CRPIX1", 200.0);
        Header.Set("CRPIX2", 300.0);
        Header.Set("CD1_1", -_parity * scale * sin);
        Header.Set("CD1_2", _parity * scale * cos);
        Header.Set("CD2_1", scale * cos);
        Header.Set("CD2_2", scale * sin);
        Wcs = CelestialWcs.FromHeader(Header);
        var random = new Random(11);
        Galaxies = [.. Enumerable.Range(0, 40).Select(_ => new Galaxy(
            150 + (random.NextDouble() - 0.5) / 60, (random.NextDouble() - 0.5) / 60, 17 + 5 * random.NextDouble(),
            0.2 + 3 * random.NextDouble(), 0.2 + 0.75 * random.NextDouble(), 179.99 * random.NextDouble(),
            0.4 + 6 * random.NextDouble()))];
    }

    internal sealed record Galaxy(
        double RaDeg, double DecDeg, double Mag, double Reff, double Q, double PaDeg, double N);

    public FitsHeader Header { get; } = new();

    public CelestialWcs Wcs { get; }

    public Galaxy[] Galaxies { get; }

    /// <summary>Direction of the major axis, degrees counter-clockwise from +x.</summary>
    public double FromX(Galaxy galaxy) => _northDeg + _parity * galaxy.PaDeg;

    /// <summary>Pixel of the galaxy, first = 1.</summary>
    public (double X, double Y) Pixel(Galaxy galaxy)
        => Wcs.TrySkyToPixel(galaxy.RaDeg, galaxy.DecDeg, out var x, out var y) ? (x, y) : throw new InvalidOperationException();
}
