namespace GaLNet.Photometry.Psf;

/// <summary>
/// Levenberg-Marquardt on all stars at once: one double Moffat whose core width and ellipticity vary with position,
/// and four unknowns per star, which are eliminated star by star (the matrix has the form of an arrow).
/// </summary>
internal sealed class PsfJointFit
{
    private const int Varying = 3;
    private const int Shape = MoffatParameters.Count;
    private const int MaxSteps = 25;
    private const double Converged = 1e-4;

    // What double Moffats of ground-based stars look like: keeps the components apart where stars cannot tell.
    private static readonly double[] PriorMean =
        [0, 0, 0, Math.Log(2), Math.Log(0.15 / 0.85), Math.Log(2), Math.Log(1.5), 0, 0];
    private static readonly double[] PriorSigma =
        [double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, 0.7, 1.0, 0.35, 0.5, 0.03, 0.03];

    private readonly List<PsfStar> _stars;
    private readonly int _terms;
    private readonly int _unknowns;
    private double[] _values;
    private PsfStarEquations[] _equations;
    private PsfStarEquations[] _trial;

    public PsfJointFit(List<PsfStar> stars, int degree, double fwhmPix)
    {
        _stars = stars;
        _terms = PositionPolynomial.Count(degree);
        _unknowns = Varying * _terms + Shape - Varying;
        _values = new double[_unknowns];
        for (int row = 0; row < Shape; row++)
            _values[Column(row, 0)] = row == 0 ? Math.Log(fwhmPix) : PriorMean[row];
        _equations = NewEquations(stars.Count);
        _trial = NewEquations(stars.Count);
    }

    /// <summary>[9][terms] coefficients; rows that do not vary hold one term.</summary>
    public double[][] Coefficients()
    {
        var rows = new double[Shape][];
        for (int row = 0; row < Shape; row++)
        {
            rows[row] = new double[_terms];
            for (int k = 0; k < (row < Varying ? _terms : 1); k++)
                rows[row][k] = _values[Column(row, k)];
        }

        return rows;
    }

    /// <summary>The PSF at a star.</summary>
    public MoffatParameters At(PsfStar star) => At(star, _values);

    /// <summary>Equations of each star at the solution.</summary>
    public IReadOnlyList<PsfStarEquations> Equations => _equations;

    /// <summary>Drops stars, keeping the solution so far.</summary>
    public void Keep(Func<PsfStar, bool> keep)
    {
        _stars.RemoveAll(star => !keep(star));
        _equations = NewEquations(_stars.Count);
        _trial = NewEquations(_stars.Count);
    }

    /// <summary>Minimises chi² with the stars' present weights.</summary>
    public void Minimise()
    {
        double cost = Build(_equations, _values), lambda = 1e-3;
        var saved = new (double Flux, double X, double Y, double Sky)[_stars.Count];
        for (int step = 0; step < MaxSteps; step++)
        {
            var matrix = Assemble(lambda, out var right);
            if (!Cholesky.Factor(matrix, _unknowns))
            {
                lambda *= 10;
                continue;
            }

            Cholesky.Solve(matrix, _unknowns, right);
            Limit(right);
            double[] trial = [.. _values.Zip(right, (value, delta) => value + delta)];
            for (int s = 0; s < _stars.Count; s++)
            {
                saved[s] = (_stars[s].Flux, _stars[s].X, _stars[s].Y, _stars[s].Sky);
                PsfStarEquations.Step(_stars[s], OwnStep(s, right, lambda));
            }

            double trialCost = Build(_trial, trial);
            if (trialCost < cost)
            {
                bool done = cost - trialCost < Converged * cost / Math.Max(_stars.Count, 1);
                (_values, cost) = (trial, trialCost);
                (_equations, _trial) = (_trial, _equations);
                lambda = Math.Max(lambda * 0.2, 1e-7);
                if (done)
                    break;
                continue;
            }

            for (int s = 0; s < _stars.Count; s++)
                (_stars[s].Flux, _stars[s].X, _stars[s].Y, _stars[s].Sky) = saved[s];
            lambda *= 10;
            if (lambda > 1e6)
                break;
        }
    }

    private static PsfStarEquations[] NewEquations(int count)
        => [.. Enumerable.Range(0, count).Select(_ => new PsfStarEquations())];

    // No shape parameter moves by more than a factor of e at once.
    private static void Limit(double[] delta)
    {
        double largest = delta.Max(Math.Abs);
        if (largest > 1)
            Array.ForEach(Enumerable.Range(0, delta.Length).ToArray(), i => delta[i] /= largest);
    }

    private int Column(int row, int term)
        => row < Varying ? row * _terms + term : Varying * _terms + row - Varying;

    private MoffatParameters At(PsfStar star, double[] values)
    {
        Span<double> vector = stackalloc double[Shape];
        for (int row = 0; row < Shape; row++)
        {
            for (int k = 0; k < (row < Varying ? _terms : 1); k++)
                vector[row] += values[Column(row, k)] * star.Terms[k];
        }

        return MoffatParameters.FromVector(vector);
    }

    private double Build(PsfStarEquations[] equations, double[] values)
    {
        var invalid = new bool[_stars.Count];
        Parallel.For(0, _stars.Count, s =>
        {
            var parameters = At(_stars[s], values);
            invalid[s] = !parameters.IsValid || !(_stars[s].Flux > 0);
            if (!invalid[s])
                equations[s].Build(_stars[s], parameters);
        });
        if (invalid.Contains(true))
            return double.PositiveInfinity;
        double cost = equations.Sum(e => e.Chi2);
        for (int row = Varying; row < Shape; row++)
        {
            double pull = (values[Column(row, 0)] - PriorMean[row]) / PriorSigma[row];
            cost += pull * pull;
        }

        return cost;
    }

    private double[] Assemble(double lambda, out double[] right)
    {
        var matrix = new double[_unknowns * _unknowns];
        right = new double[_unknowns];
        var own = new double[PsfStar.Own * PsfStar.Own];
        var reduced = new double[Shape * Shape];
        var reducedRight = new double[Shape];
        for (int s = 0; s < _stars.Count; s++)
        {
            Eliminate(_equations[s], lambda, own, reduced, reducedRight);
            Spread(_stars[s].Terms, reduced, reducedRight, matrix, right);
        }

        for (int row = Varying; row < Shape; row++)
        {
            int at = Column(row, 0);
            double weight = 1 / (PriorSigma[row] * PriorSigma[row]);
            matrix[at * _unknowns + at] += weight;
            right[at] += weight * (PriorMean[row] - _values[at]);
        }

        for (int i = 0; i < _unknowns; i++)
            matrix[i * _unknowns + i] *= 1 + lambda;
        return matrix;
    }

    // Schur complement of a star's own unknowns: what it says about the shape once they are free.
    private static void Eliminate(
        PsfStarEquations e, double lambda, double[] own, double[] reduced, double[] reducedRight)
    {
        Span<double> column = stackalloc double[PsfStar.Own];
        FactorOwn(e, lambda, own);
        for (int a = 0; a < Shape; a++)
        {
            for (int k = 0; k < PsfStar.Own; k++)
                column[k] = e.Hessian[(Shape + k) * PsfStarEquations.Size + a];
            Cholesky.Solve(own, PsfStar.Own, column);
            reducedRight[a] = e.Gradient[a];
            for (int k = 0; k < PsfStar.Own; k++)
                reducedRight[a] -= column[k] * e.Gradient[Shape + k];
            for (int b = 0; b <= a; b++)
            {
                double sum = e.Hessian[a * PsfStarEquations.Size + b];
                for (int k = 0; k < PsfStar.Own; k++)
                    sum -= column[k] * e.Hessian[(Shape + k) * PsfStarEquations.Size + b];
                reduced[a * Shape + b] = reduced[b * Shape + a] = sum;
            }
        }
    }

    private static void FactorOwn(PsfStarEquations e, double lambda, double[] own)
    {
        for (int a = 0; a < PsfStar.Own; a++)
        for (int b = 0; b <= a; b++)
        {
            double value = e.Hessian[(Shape + a) * PsfStarEquations.Size + Shape + b];
            own[a * PsfStar.Own + b] = a == b ? value * (1 + lambda) : value;
        }

        Cholesky.Factor(own, PsfStar.Own);
    }

    private void Spread(double[] terms, double[] reduced, double[] reducedRight, double[] matrix, double[] right)
    {
        for (int a = 0; a < Shape; a++)
        for (int k = 0; k < (a < Varying ? _terms : 1); k++)
        {
            int row = Column(a, k);
            right[row] += terms[k] * reducedRight[a];
            for (int b = 0; b < Shape; b++)
            for (int l = 0; l < (b < Varying ? _terms : 1); l++)
                matrix[row * _unknowns + Column(b, l)] += terms[k] * terms[l] * reduced[a * Shape + b];
        }
    }

    private double[] OwnStep(int s, double[] delta, double lambda)
    {
        var e = _equations[s];
        var own = new double[PsfStar.Own * PsfStar.Own];
        var step = new double[PsfStar.Own];
        FactorOwn(e, lambda, own);
        for (int k = 0; k < PsfStar.Own; k++)
        {
            step[k] = e.Gradient[Shape + k];
            for (int a = 0; a < Shape; a++)
            {
                double shape = 0;
                for (int l = 0; l < (a < Varying ? _terms : 1); l++)
                    shape += _stars[s].Terms[l] * delta[Column(a, l)];
                step[k] -= e.Hessian[(Shape + k) * PsfStarEquations.Size + a] * shape;
            }
        }

        Cholesky.Solve(own, PsfStar.Own, step);
        return step;
    }
}
