namespace GaLNet.ClientCli.References;

/// <summary>A half-light ellipse and its 1-sigma errors, however a catalogue writes it.</summary>
/// <param name="Major">Semi-major axis, the catalogue's unit.</param>
/// <param name="Q">Minor/major.</param>
/// <param name="AngleDeg">Degrees in the catalogue's frame, [0, 180).</param>
/// <param name="MajorError">Error of the semi-major axis.</param>
/// <param name="QError">Error of the axis ratio.</param>
/// <param name="AngleErrorDeg">Error of the angle, degrees.</param>
internal readonly record struct Ellipse(
    double Major, double Q, double AngleDeg, double MajorError, double QError, double AngleErrorDeg)
{
    private const double Degree = Math.PI / 180;

    /// <summary>
    /// From the radius and (e1, e2) = (1 - q)/(1 + q) (cos 2A, sin 2A) (Tractor). A round ellipse has no direction:
    /// the angle is 0 and its error NaN.
    /// </summary>
    public static Ellipse OfE1E2(
        double major, double e1, double e2, double majorError, double e1Error, double e2Error)
    {
        var e = Math.Sqrt(e1 * e1 + e2 * e2);
        var along = Math.Sqrt(Square(e1 * e1Error) + Square(e2 * e2Error)) / e;
        var across = Math.Sqrt(Square(e2 * e1Error) + Square(e1 * e2Error)) / e;
        return new Ellipse(
            major, (1 - e) / (1 + e), Turned(Math.Atan2(e2, e1) / 2 / Degree), majorError,
            2 / Square(1 + e) * (e > 0 ? along : double.IsNaN(e1Error) ? e2Error : e1Error),
            across / (2 * e) / Degree);
    }

    /// <summary>
    /// From the sizes along x and y and their correlation: the matrix (x², ρxy; ρxy, y²) has the squares of the axes as
    /// eigenvalues (LSST, MultiProFit). Errors are propagated to first order, without correlations.
    /// </summary>
    public static Ellipse OfCovariance(
        double x, double y, double rho, double xError, double yError, double rhoError)
    {
        var value = Axes(x, y, rho);
        Span<double> sums = stackalloc double[3];
        ReadOnlySpan<double> errors = [xError, yError, rhoError];
        for (var at = 0; at < 3; at++)
        {
            // A small step of each: the axes are smooth except for a round ellipse, which has no direction.
            var step = 1e-6 * (at < 2 ? Math.Max(x, y) : 1);
            var (up, down) = (
                Axes(x + (at == 0 ? step : 0), y + (at == 1 ? step : 0), rho + (at == 2 ? step : 0)),
                Axes(x - (at == 0 ? step : 0), y - (at == 1 ? step : 0), rho - (at == 2 ? step : 0)));
            sums[0] += Square((up.Major - down.Major) / (2 * step) * errors[at]);
            sums[1] += Square((up.Q - down.Q) / (2 * step) * errors[at]);
            var turn = up.AngleDeg - down.AngleDeg;
            sums[2] += Square((turn - 180 * Math.Round(turn / 180)) / (2 * step) * errors[at]);
        }

        return value with
        {
            MajorError = Math.Sqrt(sums[0]),
            QError = Math.Sqrt(sums[1]),
            AngleErrorDeg = Math.Sqrt(sums[2]),
        };
    }

    /// <summary>The same with a circularised radius √q·a made semi-major.</summary>
    public Ellipse WithCircularisedRadius()
    {
        var major = Major / Math.Sqrt(Q);
        // Without an error of q its share is left out; the radius' own error stands.
        var share = double.IsNaN(QError) ? 0 : Square(0.5 * QError / Q);
        return this with { Major = major, MajorError = major * Math.Sqrt(Square(MajorError / Major) + share) };
    }

    private static Ellipse Axes(double x, double y, double rho)
    {
        double xx = x * x, yy = y * y, xy = rho * x * y;
        double mean = (xx + yy) / 2, split = Math.Sqrt(Square((xx - yy) / 2) + xy * xy);
        // The small eigenvalue as determinant over the large one: the difference would lose a thin ellipse's digits.
        var minor = Math.Sqrt(Math.Max(0, (xx * yy - xy * xy) / (mean + split)));
        var major = Math.Sqrt(mean + split);
        return new Ellipse(
            major, minor / major, Turned(Math.Atan2(2 * xy, xx - yy) / 2 / Degree), double.NaN, double.NaN, double.NaN);
    }

    private static double Turned(double angleDeg) => angleDeg < 0 ? angleDeg + 180 : angleDeg;

    private static double Square(double value) => value * value;
}
