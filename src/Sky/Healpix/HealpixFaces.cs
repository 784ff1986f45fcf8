namespace GaLNet.Sky.Healpix;

/// <summary>
/// The twelve base faces (Górski et al. 2005, §4): each a square 0..1 × 0..1 whose corner (0, 0) points South and whose
/// corner (1, 1) points North; x grows towards North-East, y towards North-West.
/// </summary>
internal static class HealpixFaces
{
    /// <summary>Direction of a point of a face.</summary>
    public static UnitVector Direction(int face, double x, double y)
    {
        var (row, column) = (face / 4, face % 4);
        // Distance from the North pole in units of a face's half diagonal, 0..4.
        var ring = row + 2 - x - y;
        double z, sine, cap;
        if (ring < 1)
            (z, sine, cap) = Cap(ring, 1);
        else if (ring > 3)
            (z, sine, cap) = Cap(4 - ring, -1);
        else
        {
            z = (2 - ring) * (2.0 / 3);
            sine = Math.Sqrt((1 - z) * (1 + z));
            cap = 1;
        }
        var start = 2 * column + (row == 1 ? 0 : 1);
        var longitude = cap > 0 ? Math.PI / 4 * (start + (x - y) / cap) : 0;
        var (sin, cos) = Math.SinCos(longitude);
        return new UnitVector(sine * cos, sine * sin, z);
    }

    /// <summary>
    /// Face and cell for a direction: z and the sine of the angle from the pole, longitude in quarter turns.
    /// </summary>
    public static (int Face, long X, long Y) Locate(int order, double z, double sine, double quarters)
    {
        var side = 1L << order;
        if (Math.Abs(z) <= 2.0 / 3)
        {
            // Lines of constant x and y are straight in (longitude, z).
            var across = side * (0.5 + quarters);
            var along = side * z * 0.75;
            var falling = (long)Math.Floor(across - along);
            var rising = (long)Math.Floor(across + along);
            var (f, r) = ((int)(falling >> order), (int)(rising >> order));
            var face = f == r ? (f & 3) + 4 : f < r ? f & 3 : (r & 3) + 8;
            return (face, rising & (side - 1), side - 1 - (falling & (side - 1)));
        }
        var column = Math.Min(3, (int)quarters);
        var part = quarters - column;
        // √(3(1-|z|)) without the cancellation near the poles.
        var width = side * sine * Math.Sqrt(3 / (1 + Math.Abs(z)));
        var first = Math.Min(side - 1, (long)(part * width));
        var second = Math.Min(side - 1, (long)((1 - part) * width));
        return z > 0 ? (column, side - 1 - second, side - 1 - first) : (column + 8, first, second);
    }

    /// <summary>Interleaves the bits of x (even places) and y (odd places).</summary>
    public static long Interleave(long x, long y) => (long)(Spread((ulong)x) | (Spread((ulong)y) << 1));

    /// <summary>Undoes <see cref="Interleave"/>.</summary>
    public static (long X, long Y) Deinterleave(long index)
        => ((long)Gather((ulong)index), (long)Gather((ulong)index >> 1));

    private static (double Z, double Sine, double Cap) Cap(double ring, int sign)
    {
        var depth = ring * ring / 3;
        return (sign * (1 - depth), Math.Sqrt(depth * (2 - depth)), ring);
    }

    private static ulong Spread(ulong v)
    {
        v = (v | (v << 16)) & 0x0000FFFF0000FFFF;
        v = (v | (v << 8)) & 0x00FF00FF00FF00FF;
        v = (v | (v << 4)) & 0x0F0F0F0F0F0F0F0F;
        v = (v | (v << 2)) & 0x3333333333333333;
        return (v | (v << 1)) & 0x5555555555555555;
    }

    private static ulong Gather(ulong v)
    {
        v &= 0x5555555555555555;
        v = (v | (v >> 1)) & 0x3333333333333333;
        v = (v | (v >> 2)) & 0x0F0F0F0F0F0F0F0F;
        v = (v | (v >> 4)) & 0x00FF00FF00FF00FF;
        v = (v | (v >> 8)) & 0x0000FFFF0000FFFF;
        return (v | (v >> 16)) & 0x00000000FFFFFFFF;
    }
}
