using System.Numerics;

namespace GaLNet.Sky.Fits;

/// <summary>
/// An image or cube, read by windows at random. Row-major, row 0 = the first FITS row; BSCALE, BZERO and BLANK are
/// applied (undefined pixels are NaN). Safe to read from several threads.
/// </summary>
public sealed class FitsImage : FitsHdu
{
    private readonly IPixelReader _pixels;
    private readonly long[] _shape;

    internal FitsImage(FitsHduInfo info, FitsHeader header, long[] shape, IPixelReader pixels)
        : base(info)
    {
        Header = header;
        _shape = shape;
        _pixels = pixels;
        Width = Axis(0);
        Height = Axis(1);
        var planes = 1L;
        foreach (var length in shape.Skip(2))
            planes *= length;
        if (planes > int.MaxValue)
            throw new FitsException($"{this} has {planes} planes; at most {int.MaxValue} are read.");
        Planes = (int)planes;
    }

    /// <summary>Pixels along a row, NAXIS1.</summary>
    public int Width { get; }

    /// <summary>Rows, NAXIS2.</summary>
    public int Height { get; }

    /// <summary>Images in the cube: the product of all further axes, 1 for a plain image.</summary>
    public int Planes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<long> Shape => _shape;

    /// <inheritdoc/>
    public override string ValueType => _pixels.ValueType;

    /// <summary>
    /// Reads a window in 0-based pixels into [height * width] single-precision values. The window must lie inside the
    /// image.
    /// </summary>
    public void ReadWindow(int x0, int y0, int width, int height, Span<float> pixels, int plane = 0)
        => Read(x0, y0, width, height, pixels, plane);

    /// <summary>
    /// Reads a window in double precision: integers up to 2^53 (mask bits) stay exact.
    /// </summary>
    public void ReadWindow(int x0, int y0, int width, int height, Span<double> pixels, int plane = 0)
        => Read(x0, y0, width, height, pixels, plane);

    /// <summary>One whole plane, [Height * Width].</summary>
    public float[] ReadPlane(int plane = 0)
    {
        if ((long)Width * Height > Array.MaxLength)
            throw new FitsException($"{this} is too large to be read at once; read it by windows.");
        var pixels = new float[Width * Height];
        ReadWindow(0, 0, Width, Height, pixels, plane);
        return pixels;
    }

    private void Read<T>(int x0, int y0, int width, int height, Span<T> pixels, int plane)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (x0 < 0 || y0 < 0 || width < 0 || height < 0 || x0 > Width - width || y0 > Height - height)
            throw new ArgumentOutOfRangeException(nameof(x0),
                $"The window {width}x{height} at ({x0}, {y0}) does not lie inside the {Width}x{Height} pixels of "
                + $"{this}.");
        ArgumentOutOfRangeException.ThrowIfNegative(plane);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(plane, Planes);
        if (pixels.Length != (long)width * height)
            throw new ArgumentException($"The span holds {pixels.Length} pixels, the window {(long)width * height}.",
                nameof(pixels));
        if (pixels.Length == 0)
            return;
        try
        {
            _pixels.Read(plane, x0, y0, width, height, pixels);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw new FitsException($"{this} cannot be read: {fault.Message}", fault);
        }
    }

    private int Axis(int i)
    {
        var length = i < _shape.Length ? _shape[i] : 1;
        return length <= int.MaxValue
            ? (int)length
            : throw new FitsException(
                $"{this} has {length} pixels along axis {i + 1}; at most {int.MaxValue} are read.");
    }
}
