namespace GaLNet.Photometry.Fitting;

/// <summary>The noise of a stamp's pixels without the source's own.</summary>
public static class StampNoise
{
    /// <summary>
    /// Typical 1-sigma noise per pixel, counts: <see cref="Stamp.SkySigma"/>, or the lower quartile of the stamp's
    /// maps, for a total sigma map includes the source. NaN where nothing is known.
    /// </summary>
    public static double TypicalSigma(Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return TypicalSigma(stamp, []);
    }

    /// <summary>The same with room for sorting, [Height * Width]; allocated where it does not suffice.</summary>
    internal static double TypicalSigma(Stamp stamp, Span<float> room)
    {
        if (stamp.Sigma is null && stamp.SkyVariance is null)
            return stamp.SkySigma;
        var size = stamp.Width * stamp.Height;
        if (room.Length < size)
            room = new float[size];
        var count = 0;
        for (var i = 0; i < size; i++)
        {
            var variance = VarianceAt(stamp, i);
            if (variance > 0 && double.IsFinite(variance))
                room[count++] = (float)Math.Sqrt(variance);
        }
        if (count == 0)
            return double.NaN;
        room[..count].Sort();
        return room[count / 4];
    }

    /// <summary>Variance of a pixel, counts²; zero, negative or NaN where it is to be left out.</summary>
    internal static double VarianceAt(Stamp stamp, int at)
    {
        if (stamp.Sigma is { } sigma)
            return sigma[at] > 0 ? (double)sigma[at] * sigma[at] : double.NaN;
        if (stamp.SkyVariance is { } variance)
            return variance[at];
        return stamp.SkySigma > 0 ? stamp.SkySigma * stamp.SkySigma : double.NaN;
    }

    /// <summary>True when a pixel holds a measurement that counts.</summary>
    public static bool IsUsable(Stamp stamp, int at)
        => float.IsFinite(stamp.Pixels[at]) && stamp.Mask?[at] is null or 0
            && VarianceAt(stamp, at) is > 0 and < double.PositiveInfinity;
}
