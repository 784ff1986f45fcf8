namespace GaLNet.Photometry.Detection;

/// <summary>Loops that use all cores where a plane is large enough to pay for it.</summary>
internal static class Rows
{
    // A stamp is done sooner by the thread that asks than by a crew: its callers run many stamps at once.
    private const int LargePlane = 256 * 256;

    /// <summary>Runs <paramref name="body"/> for 0 .. count - 1.</summary>
    public static void For(Plane plane, int count, Action<int> body)
    {
        if (plane.Width * plane.Height >= LargePlane)
        {
            Parallel.For(0, count, body);
            return;
        }

        for (int i = 0; i < count; i++)
            body(i);
    }
}
