namespace GaLNet.Photometry.Mocks;

/// <summary>A mock survey image and the truth about it.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Seed">The seed that makes the same bytes again.</param>
/// <param name="Pixels">[Height * Width] counts, row 0 = the first FITS row.</param>
/// <param name="Sources">All objects that were painted, some of them beyond the edges.</param>
/// <param name="Psf">The PSF over the image.</param>
public sealed record MockField(
    MockFieldOptions Options, ulong Seed, float[] Pixels, IReadOnlyList<MockSource> Sources, MockPsfField Psf);
