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
    /// <summary>sqrt(Scatter² - Explained²): what neither error knows of; 0 when the errors explain more.</summary>
    public double Left => Math.Sqrt(Math.Max(0, Scatter * Scatter - Explained * Explained));

    /// <summary>Makes the budget of paired differences and errors; an error that is not above 0 is absent.</summary>
    public static ErrorBudget Of(
        ReadOnlySpan<double> differences, ReadOnlySpan<double> ourErrors, ReadOnlySpan<double> theirErrors)
    {
        var (kept, ours, theirs, joint) = (new List<double>(), new List<double>(), new List<double>(),
            new List<double>());
        for (var i = 0; i < differences.Length; i++)
        {
            var (our, their) = (Known(ourErrors[i]), Known(theirErrors[i]));
            if (our + their == 0) continue;
            kept.Add(differences[i]);
            joint.Add(Math.Sqrt(our * our + their * their));
            if (our > 0) ours.Add(our);
            if (their > 0) theirs.Add(their);
        }

        return new ErrorBudget(
            kept.Count, ErrorStatistics.RobustSigma([.. kept]), MixtureSigma(joint), MixtureSigma(ours),
            MixtureSigma(theirs));
    }

    private static double Known(double error) => error > 0 && double.IsFinite(error) ? error : 0;

    /// <summary>
    /// Robust standard deviation of draws from Gaussians of different widths: 1.4826 times the size that half of them
    /// exceed, mean of erf(x/(√2 σ)) = 1/2.
    /// </summary>
    private static double MixtureSigma(List<double> sigmas)
    {
        if (sigmas.Count == 0) return double.NaN;
        double low = 0, high = sigmas.Max();
        for (var step = 0; step < 60; step++)
        {
            var middle = 0.5 * (low + high);
            double share = 0;
            foreach (var sigma in sigmas) share += Erf(middle / (Math.Sqrt(2) * sigma));
            if (share > 0.5 * sigmas.Count) high = middle;
            else low = middle;
        }

        return ErrorStatistics.MadToSigma * 0.5 * (low + high);
    }

    // Abramowitz & Stegun 7.1.26, to 1.5e-7: far better than any stated error.
    private static double Erf(double x)
    {
        var t = 1 / (1 + 0.3275911 * x);
        return 1 - t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
            * Math.Exp(-x * x);
    }
}
