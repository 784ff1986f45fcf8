namespace GaLNet.Photometry.Fitting;

/// <summary>
/// Bounded Levenberg–Marquardt minimisation of a scene's χ². Weights follow the model: a step is judged with the
/// weights of the model it starts from, and they are made anew after each accepted step. Parameters at a bound that
/// the gradient pushes against are left out of the step.
/// </summary>
internal sealed class LevenbergMarquardt(Scene scene)
{
    // Expected decrease of χ² by a full step below which the minimum is reached: a tenth of a sigma, and the step is
    // still taken, so that what remains is far smaller.
    private const double Tolerance = 3e-2;

    // Three steps in a row that gain less than this creep along a valley (a bound, a degeneracy): enough.
    private const double SmallDecrease = 0.1;

    // Longest steps of ln R, of the ellipticity's components and of ln n: beyond, the linear model says nothing, and
    // faint galaxies would leap from bound to bound.
    private const double LongestRadius = 0.7;
    private const double LongestEllipticity = 0.4;
    private const double LongestIndex = 0.8;
    private const double LargestForLength = 10;

    private readonly Scene _scene = scene;
    private double[] _h = [];
    private double[] _factor = [];
    private double[] _g = [];
    private double[] _step = [];
    private double[] _start = [];
    private bool[] _held = [];

    /// <summary>Free parameters of the last run.</summary>
    public int Count { get; private set; }

    /// <summary>χ² (and priors) at the end, with the weights of the model at the end.</summary>
    public double ChiSquare { get; private set; }

    /// <summary>Model evaluations since the last <see cref="ResetEvaluations"/>.</summary>
    public int Evaluations { get; private set; }

    /// <summary>Normal matrix [Count, Count] at the end.</summary>
    public ReadOnlySpan<double> Normal => _h.AsSpan(0, Count * Count);

    /// <summary>Starts counting evaluations anew.</summary>
    public void ResetEvaluations() => Evaluations = 0;

    /// <summary>Minimises from the scene's present parameters; true when the minimum was reached.</summary>
    public bool Run(int maxEvaluations)
    {
        Reserve();
        Draw();
        _scene.Weigh();
        ChiSquare = _scene.ChiSquare() + _scene.PriorChiSquare();
        var lambda = 1e-3;
        var used = 1;
        var still = 0;
        while (true)
        {
            _scene.MakeNormalEquations(_h, _g, Count);
            HoldBounds();
            if (Step(0) && ExpectedDecrease() < Tolerance * _scene.Sources.Count)
            {
                Save();
                Move();
                return true;
            }
            Save();
            while (true)
            {
                if (used >= maxEvaluations || lambda > 1e9)
                {
                    Restore();
                    Draw();
                    _scene.Weigh();
                    ChiSquare = _scene.ChiSquare() + _scene.PriorChiSquare();
                    return lambda > 1e9;
                }
                if (!Step(lambda))
                {
                    lambda = Math.Max(lambda * 10, 1e-6);
                    continue;
                }
                if (lambda < LargestForLength && IsTooLong())
                {
                    lambda = Math.Max(lambda * 10, 1e-2);
                    continue;
                }
                Move();
                Draw();
                used++;
                var trial = _scene.ChiSquare() + _scene.PriorChiSquare();
                if (trial < ChiSquare)
                {
                    still = ChiSquare - trial < SmallDecrease ? still + 1 : 0;
                    lambda = Math.Max(lambda * 0.1, 1e-7);
                    break;
                }
                lambda = Math.Max(lambda * 8, 1e-4);
                Restore();
            }
            _scene.Weigh();
            ChiSquare = _scene.ChiSquare() + _scene.PriorChiSquare();
            if (still == 3)
            {
                _scene.MakeNormalEquations(_h, _g, Count);
                return true;
            }
        }
    }

    private void Reserve()
    {
        Count = _scene.ParameterCount;
        if (_g.Length >= Count)
            return;
        _h = new double[Count * Count];
        _factor = new double[Count * Count];
        _g = new double[Count];
        _step = new double[Count];
        _start = new double[Count];
        _held = new bool[Count];
    }

    private void Draw()
    {
        _scene.Draw();
        Evaluations++;
    }

    private void HoldBounds()
    {
        var at = 0;
        foreach (var source in _scene.Sources)
        {
            for (var i = 0; i < source.ParameterCount; i++)
            {
                if (!source.IsFree(i))
                    continue;
                _held[at] = (source.P[i] <= source.Low[i] && _g[at] < 0)
                    || (source.P[i] >= source.High[i] && _g[at] > 0);
                at++;
            }
        }
        if (_scene.SkyIsFree)
            _held[at] = false;
    }

    // Marquardt's scaling by the diagonal; held parameters get a zero step.
    private bool Step(double lambda)
    {
        _h.AsSpan(0, Count * Count).CopyTo(_factor);
        for (var i = 0; i < Count; i++)
        {
            _step[i] = _held[i] ? 0 : _g[i];
            var diagonal = _h[i * Count + i];
            _factor[i * Count + i] = diagonal * (1 + lambda);
            if (!_held[i] && diagonal > 0)
                continue;
            for (var j = 0; j < Count; j++)
                _factor[i * Count + j] = _factor[j * Count + i] = 0;
            _factor[i * Count + i] = 1;
            _step[i] = 0;
        }
        if (!SymmetricSolver.Factor(_factor, Count, Count))
            return false;
        SymmetricSolver.Solve(_factor, Count, Count, _step);
        return true;
    }

    private bool IsTooLong()
    {
        var at = 0;
        foreach (var source in _scene.Sources)
        {
            for (var i = 0; i < source.ParameterCount; i++)
            {
                if (!source.IsFree(i))
                    continue;
                var longest = i switch
                {
                    Component.LogRadius => LongestRadius,
                    Component.E1 or Component.E2 => LongestEllipticity,
                    Component.LogIndex => LongestIndex,
                    _ => double.PositiveInfinity,
                };
                if (Math.Abs(_step[at++]) > longest)
                    return true;
            }
        }
        return false;
    }

    private double ExpectedDecrease()
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
            sum += _held[i] ? 0 : _step[i] * _g[i];
        return sum;
    }

    private void Save() => _scene.ReadParameters(_start);

    private void Restore() => _scene.WriteParameters(_start);

    private void Move()
    {
        for (var i = 0; i < Count; i++)
            _step[i] += _start[i];
        _scene.WriteParameters(_step);
        foreach (var source in _scene.Sources)
            source.Clamp();
    }
}
