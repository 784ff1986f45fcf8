namespace GaLNet.Photometry.Detection;

/// <summary>
/// One source's light, sky subtracted, with what belongs to others (or has no data) replaced by the pixel opposite the
/// source's centre, as SExtractor does (MASK_TYPE CORRECT); 0 where that is of no use either.
/// </summary>
internal sealed class SourceLight
{
    private readonly Plane _plane;
    private readonly SkyModel _sky;
    private readonly int[] _segmentation;
    private readonly int _label;

    public SourceLight(Plane plane, SkyModel sky, int[] segmentation, int label)
        => (_plane, _sky, _segmentation, _label) = (plane, sky, segmentation, label);

    /// <summary>Twice the column of the centre of symmetry, rounded to a whole number.</summary>
    public int MirrorX { get; private set; }

    /// <summary>Twice the row of the centre of symmetry, rounded to a whole number.</summary>
    public int MirrorY { get; private set; }

    /// <summary>Sets the centre of symmetry.</summary>
    public void Centre(double xPix, double yPix)
        => (MirrorX, MirrorY) = ((int)Math.Round(2 * xPix), (int)Math.Round(2 * yPix));

    /// <summary>Pixels of the plane within a box around a point: columns [X0, X1), rows [Y0, Y1).</summary>
    public (int X0, int X1, int Y0, int Y1) Box(double xPix, double yPix, double halfX, double halfY)
        => (Math.Max(0, (int)Math.Floor(xPix - halfX)), Math.Min(_plane.Width, (int)Math.Ceiling(xPix + halfX) + 1),
            Math.Max(0, (int)Math.Floor(yPix - halfY)), Math.Min(_plane.Height, (int)Math.Ceiling(yPix + halfY) + 1));

    /// <summary>Light at a pixel of the plane, counts.</summary>
    public double At(int x, int y)
    {
        if (TryGet(x, y, out double light) || TryGet(MirrorX - x, MirrorY - y, out light))
            return light;
        return 0;
    }

    /// <summary>Variance of the sky at a pixel; 0 where there are no data.</summary>
    public double SkyVariance(int x, int y)
    {
        double sigma = _sky.Sigma[y * _plane.Width + x];
        return double.IsFinite(sigma) ? sigma * sigma : 0;
    }

    private bool TryGet(int x, int y, out double light)
    {
        light = 0;
        if ((uint)x >= (uint)_plane.Width || (uint)y >= (uint)_plane.Height)
            return false;
        int at = y * _plane.Width + x;
        if ((_segmentation[at] != 0 && _segmentation[at] != _label) || !float.IsFinite(_sky.Sigma[at]))
            return false;
        light = _plane.Pixels[at] - _sky.Level[at];
        return true;
    }
}
