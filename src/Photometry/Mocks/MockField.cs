namespace GaLNet.Photometry.Mocks;

/// <summary>A mock survey image and the truth about it.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Seed">The seed that makes the same bytes again.</param>
/// <param name="Pixels">[Height * Width] counts, row 0 = the first FITS row.</param>
/// <param name="Sources">All objects that were painted, some of them beyond the edges.</param>
/// <param name="Psf">The PSF over the image.</param>
/// <param name="Saturation">Counts at which pixels were clipped; +Infinity for nowhere.</param>
public sealed record MockField(
    MockFieldOptions Options, ulong Seed, float[] Pixels, IReadOnlyList<MockSource> Sources, MockPsfField Psf,
    double Saturation)
{
    /// <summary>The objects whose centres lie on the image.</summary>
    public IEnumerable<MockSource> SourcesOnImage => Sources.Where(s =>
        s.XPix > -0.5 && s.YPix > -0.5 && s.XPix < Options.WidthPix - 0.5 && s.YPix < Options.HeightPix - 0.5);
}
