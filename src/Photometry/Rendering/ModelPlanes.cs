namespace GaLNet.Photometry.Rendering;

/// <summary>
/// Images of one component of unit flux and of its derivatives, each [Height, Stride]. Columns at and beyond the
/// stamp's width hold rubbish (finite) that readers must give no weight.
/// </summary>
internal sealed class ModelPlanes(StampGrid grid)
{
    /// <summary>The model; then d/dx, d/dy of the centre; d/dMxx, d/dMxy, d/dMyy of the shape; d/dn.</summary>
    public const int Count = 7;

    /// <summary>Number of planes of a point source: the model and the derivatives by its centre.</summary>
    public const int PointCount = 3;

    // Room before the first row for the mirrored half of its vectors.
    private const int Lead = StampGrid.Lanes;

    /// <summary>Floats of one plane.</summary>
    public int PlaneSize { get; } = grid.Height * grid.Stride;

    /// <summary>All planes, one after the other, behind <see cref="Lead"/> floats.</summary>
    public float[] Buffer { get; } = new float[2 * Lead + Count * (grid.Height * grid.Stride + 2 * Lead)];

    /// <summary>Where plane <paramref name="plane"/> starts in <see cref="Buffer"/>.</summary>
    public int Start(int plane) => Lead + plane * (PlaneSize + 2 * Lead);

    /// <summary>One plane.</summary>
    public Span<float> this[int plane] => Buffer.AsSpan(Start(plane), PlaneSize);
}
