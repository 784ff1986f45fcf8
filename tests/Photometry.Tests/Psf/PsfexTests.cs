using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Tests.Detection;

namespace GaLNet.Photometry.Tests.Psf;

/// <summary>PSFEx's model of a real field, beside ours of the same pixels.</summary>
public class PsfexTests
{
    [Fact]
    public void ModelsAgreeWhereALinearVariationHolds()
    {
        var ours = KidsField.Load().Field.Psf!;
        var psfex = KidsField.Psfex();
        // PSFEx's linear model cannot follow the chip edge at x = 870: the stars left of x = 350 are 8 % wider than it
        // says (measured on the stars' own pixels).
        foreach (double x in new[] { 1100.0, 1500, 1900, 2300 })
        foreach (double y in new[] { 200.0, 650, 1100 })
        {
            double a = StampWidth.FwhmPix(ours.StampAt(x, y)), b = StampWidth.FwhmPix(psfex.StampAt(x, y));
            (a / b).Should().BeApproximately(1, 0.05, "at {0}, {1}", x, y);
        }
    }

    [Fact]
    public void StampsAreCentredAndOfUnitSum()
    {
        var stamp = KidsField.Psfex().StampAt(1300, 650);
        stamp.Pixels.Sum(p => (double)p).Should().BeApproximately(1, 1e-6);
        stamp.Pixels.Max().Should().Be(stamp.Pixels[12 * 25 + 12]);
        double x = 0, y = 0;
        for (int i = 0; i < stamp.Pixels.Length; i++)
        {
            x += stamp.Pixels[i] * (i % 25 - 12);
            y += stamp.Pixels[i] * (i / 25 - 12);
        }

        x.Should().BeApproximately(0, 0.1);
        y.Should().BeApproximately(0, 0.1);
    }

    [Fact]
    public void TermsComeInPsfexOrder()
    {
        // One-pixel-wide "images" that are flat: the value is the polynomial itself, before normalisation.
        var basis = new PsfexBasis
        {
            Width = 9, Height = 9, Degree = 2, StepPix = 1, XZero = 1, XScale = 1, YZero = 1, YScale = 1,
            Images = Planes([1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0]),
        };
        // centre 1 + 0; corner 0 + x y = 6 at (2, 3).
        var stamp = basis.StampAt(2, 3, 3);
        (stamp.Pixels[0] / stamp.Pixels[4]).Should().BeApproximately(6, 1e-5f);
    }

    // Central pixels with the first coefficients, the pixel down left of them with the second.
    private static float[] Planes(float[] centre, float[] corner)
    {
        var images = new float[6 * 81];
        for (int term = 0; term < 6; term++)
        {
            images[term * 81 + 4 * 9 + 4] = centre[term];
            images[term * 81 + 3 * 9 + 3] = corner[term];
        }

        return images;
    }
}
