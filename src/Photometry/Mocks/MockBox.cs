namespace GaLNet.Photometry.Mocks;

/// <summary>The light of one object on a square piece of an image, which may reach beyond its edges.</summary>
/// <param name="Left">Column of the image at the box's first column.</param>
/// <param name="Bottom">Row of the image at the box's first row.</param>
/// <param name="Side">Pixels per side.</param>
/// <param name="Pixels">[Side * Side] counts.</param>
/// <param name="Psf">The PSF at the object.</param>
internal readonly record struct MockBox(int Left, int Bottom, int Side, float[] Pixels, MockPsf Psf)
{
    /// <summary>Adds the part that lies on the image.</summary>
    public void AddTo(Span<float> image, int width, int height)
    {
        var from = Math.Max(0, -Left);
        var to = Math.Min(Side, width - Left);
        if (from >= to) return;
        for (var y = Math.Max(0, -Bottom); y < Math.Min(Side, height - Bottom); y++)
        {
            var source = Pixels.AsSpan(y * Side + from, to - from);
            var target = image.Slice((Bottom + y) * width + Left + from, to - from);
            for (var x = 0; x < target.Length; x++) target[x] += source[x];
        }
    }
}
