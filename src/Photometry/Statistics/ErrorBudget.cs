namespace GaLNet.Photometry.Statistics;

/// <summary>
/// How much of the scatter between two measurements their stated errors explain, all as robust standard deviations in
/// the parameter's unit.
/// </summary>
/// <param name="Count">Galaxies with both values and at least one error.</param>
/// <param name="Scatter">1.4826 median absolute deviation of the differences from their median.</param>
/// <param name="Explained">The same of what the joint errors alone would give; NaN without errors.</param>
/// <param name="Ours">What our errors alone would give; NaN without.</param>
/// <param name="Theirs">What the reference's errors alone would give; NaN without.</param>
public readonly record struct ErrorBudget(int Count, double Scatter, double Explained, double Ours, double Theirs)
{
    private const int MostSteps = 100;
    private const double Enough = 1e-10;

    /// <summary>sqrt(Scatter² - Explained²): what neither error knows of; 0 when the errors explain more.</summary>
    public double Left => Math.Sqrt(Math.Max(0, Scatter * Scatter - Explained * Explained));

    /// <summary>Makes the budget of paired differences and errors; an error that is not above 0 is absent.</summary>
    public static ErrorBudget Of(
        ReadOnlySpan<double> differences, ReadOnlySpan<double> ourErrors, ReadOnlySpan<double> theirErrors)
    {
        // One array serves all four figures in turn: of a million galaxies nothing is held twice.
        var room = new double[differences.Length];
        var count = 0;
        for (var i = 0; i < differences.Length; i++)
            if (Known(ourErrors[i]) + Known(theirErrors[i]) > 0) room[count++] = differences[i];
        var kept = room.AsSpan(0, count);
        var median = Selection.MedianInPlace(kept);
        for (var i = 0; i < kept.Length; i++) kept[i] = Math.Abs(kept[i] - median);
        var scatter = ErrorStatistics.MadToSigma * Selection.MedianInPlace(kept);
        return new ErrorBudget(
            count, scatter, MixtureSigma(ourErrors, theirErrors, room), MixtureSigma(ourErrors, [], room),
            MixtureSigma([], theirErrors, room));
    }

    private static double Known(double error) => error > 0 && double.IsFinite(error) ? error : 0;

    /// <summary>
    /// Robust standard deviation of draws from Gaussians of different widths, the joint errors: 1.4826 times the size
    /// that half of them exceed, mean of erf(x/(√2 σ)) = 1/2. NaN without any.
    /// </summary>
    private static double MixtureSigma(ReadOnlySpan<double> ours, ReadOnlySpan<double> theirs, double[] room)
    {
        var count = 0;
        for (var i = 0; i < Math.Max(ours.Length, theirs.Length); i++)
        {
            double our = ours.IsEmpty ? 0 : Known(ours[i]), their = theirs.IsEmpty ? 0 : Known(theirs[i]);
            if (our + their > 0) room[count++] = Math.Sqrt(our * our + their * their);
        }

        if (count == 0) return double.NaN;
        var sigmas = room.AsSpan(0, count);
        var smallest = sigmas[0];
        foreach (var sigma in sigmas) smallest = Math.Min(smallest, sigma);
        // The share is a concave function of x > 0: Newton's steps from below never pass the root.
        var x = smallest / ErrorStatistics.MadToSigma;
        for (var step = 0; step < MostSteps; step++)
        {
            double share = 0, slope = 0;
            foreach (var sigma in sigmas)
            {
                var u = x / (Math.Sqrt(2) * sigma);
                var gauss = Math.Exp(-u * u);
                share += 1 - Tail(u) * gauss;
                slope += gauss / sigma;
            }

            var move = (0.5 * count - share) / (slope * Math.Sqrt(2 / Math.PI));
            x += move;
            if (!(move > Enough * x)) break;
        }

        return ErrorStatistics.MadToSigma * x;
    }

    // Abramowitz & Stegun 7.1.26, to 1.5e-7, far better than any stated error: erf(x) = 1 - Tail(x) exp(-x²).
    private static double Tail(double x)
    {
        var t = 1 / (1 + 0.3275911 * x);
        return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    }
}
