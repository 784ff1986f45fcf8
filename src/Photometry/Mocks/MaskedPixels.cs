namespace GaLNet.Photometry.Mocks;

/// <summary>
/// Masked and undefined pixels of a field, summed over all rows and columns before each: four look-ups tell whether a
/// square holds any.
/// </summary>
internal sealed class MaskedPixels
{
    private readonly int _stride;
    private readonly int[] _before;

    public MaskedPixels(BackgroundField field)
    {
        _stride = field.Width + 1;
        _before = new int[_stride * (field.Height + 1)];
        for (var y = 0; y < field.Height; y++)
        {
            var row = 0;
            for (var x = 0; x < field.Width; x++)
            {
                var at = y * field.Width + x;
                if ((field.Mask is not null && field.Mask[at] != 0) || !float.IsFinite(field.Pixels[at])) row++;
                _before[(y + 1) * _stride + x + 1] = _before[y * _stride + x + 1] + row;
            }
        }
    }

    /// <summary>True where the square of 2 half + 1 pixels about a pixel holds any; it must lie in the field.</summary>
    public bool Touches(int xPix, int yPix, int half)
    {
        int left = xPix - half, right = xPix + half + 1;
        int bottom = (yPix - half) * _stride, top = (yPix + half + 1) * _stride;
        return _before[top + right] - _before[bottom + right] - _before[top + left] + _before[bottom + left] != 0;
    }
}
