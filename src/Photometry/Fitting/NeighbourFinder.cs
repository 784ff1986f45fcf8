using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// Finds what else shines in a stamp: first peaks of the image that stand apart from the target, later peaks that a
/// model leaves behind.
/// </summary>
internal sealed class NeighbourFinder(Scene scene)
{
    /// <summary>S/N of a peak of the image that is a source before anything is fitted.</summary>
    private const double ImageThreshold = 8;

    /// <summary>S/N of a residual peak that is a source: one false alarm in some hundred empty stamps.</summary>
    private const double ResidualThreshold = 4.5;

    // Real galaxies are no perfect Sérsic profiles: residuals of this fraction of the model's light are structure.
    private const float Structure = 0.02f;

    // Peaks below this are not looked at.
    private const float LowestThreshold = 1.5f;

    private readonly Scene _scene = scene;
    private readonly float[] _weighted = new float[scene.Model.Length];
    private readonly float[][] _projected = [.. Enumerable.Range(0, ModelPlanes.Count + 1)
        .Select(_ => new float[scene.Model.Length])];
    private readonly StampGrid _grid = scene.Grid;
    private readonly SignalMap _map = new(scene.Grid);

    /// <summary>The peaks found last, brightest first.</summary>
    public List<Peak> Peaks { get; } = [];

    /// <summary>Sets the rms width of the PSF, pixels.</summary>
    public void SetPsfWidth(double sigma) => _map.SetWidth(Math.Sqrt(sigma * sigma + 0.5));

    /// <summary>Peaks of the image that a valley separates from the target at (x, y), pixels from the centre.</summary>
    public void FindInImage(double x, double y)
    {
        var pixels = _scene.Pixels;
        for (var i = 0; i < _map.Weights.Length; i++)
        {
            _map.Weights[i] = float.IsFinite(pixels.Variance[i]) ? 1 / pixels.Variance[i] : 0;
            _map.Weighted[i] = _map.Weights[i] * (pixels.Data[i] - (float)_scene.Sky);
        }
        _map.Make();
        Collect(ImageThreshold);
        Peaks.RemoveAll(p => !StandsApart(p, x, y));
    }

    /// <summary>Peaks of the scene's present residuals, not within the core of a source that is already there.</summary>
    public void FindInResidual(double core)
    {
        for (var i = 0; i < _map.Weights.Length; i++)
        {
            var w = _scene.Weights[i];
            if (w > 0)
            {
                var structure = Structure * (_scene.Model[i] - (float)_scene.Sky);
                w = 1 / (1 / w + structure * structure);
            }
            _map.Weights[i] = w;
            _map.Weighted[i] = w * _scene.Residual[i];
        }
        _map.Make();
        AllowForTarget();
        Collect(ResidualThreshold);
        Peaks.RemoveAll(p => InCore(p, core));
    }

    // The target has already swallowed what it could of a neighbour's light. The gain of χ² by a new source is that
    // of its peak over 1 - ρ², ρ² being the part of the source that the target's own parameters can mimic.
    private void AllowForTarget()
    {
        var target = _scene.Sources[0];
        var planes = target.PlaneCount + 1;
        Span<double> normal = stackalloc double[planes * planes];
        for (var i = 0; i < planes; i++)
        {
            var a = i < target.PlaneCount ? target.Planes[i] : _scene.Ones;
            PlaneMath.Multiply(a, _map.Weights, _weighted);
            _map.Filter(_weighted, _projected[i]);
            for (var j = 0; j <= i; j++)
            {
                normal[i * planes + j] = PlaneMath.Dot(
                    _weighted, j < target.PlaneCount ? target.Planes[j] : _scene.Ones);
            }
        }
        if (!SymmetricSolver.Factor(normal, planes, planes))
            return;
        Span<double> solved = stackalloc double[planes];
        for (var k = 0; k < _map.Values.Length; k++)
        {
            if (_map.Values[k] < LowestThreshold)
                continue;
            for (var i = 0; i < planes; i++)
                solved[i] = _projected[i][k];
            // |L⁻¹ T|² = Tᵀ H⁻¹ T
            var sum = 0.0;
            for (var i = 0; i < planes; i++)
            {
                for (var m = 0; m < i; m++)
                    solved[i] -= normal[i * planes + m] * solved[m];
                solved[i] /= normal[i * planes + i];
                sum += solved[i] * solved[i];
            }
            var left = 1 - sum / _map.Norm[k];
            _map.Values[k] = left > 0.1 ? _map.Values[k] / (float)Math.Sqrt(left) : 0;
        }
    }

    private bool InCore(Peak peak, double core)
    {
        foreach (var source in _scene.Sources)
        {
            var (dx, dy) = (peak.X - source.P[Component.X], peak.Y - source.P[Component.Y]);
            if (dx * dx + dy * dy < core * core)
                return true;
        }
        return false;
    }

    private void Collect(double threshold)
    {
        Peaks.Clear();
        for (var y = 0; y < _grid.Height; y++)
        {
            for (var x = 0; x < _grid.Width; x++)
            {
                if (_map.Values[y * _grid.Stride + x] > threshold && IsMaximum(x, y))
                {
                    Peaks.Add(new Peak(x - (_grid.Width - 1) / 2.0, y - (_grid.Height - 1) / 2.0,
                        _map.Values[y * _grid.Stride + x]));
                }
            }
        }
        Peaks.Sort(static (a, b) => b.Signal.CompareTo(a.Signal));
    }

    private bool IsMaximum(int x, int y)
    {
        var value = _map.Values[y * _grid.Stride + x];
        for (var j = Math.Max(0, y - 2); j <= Math.Min(_grid.Height - 1, y + 2); j++)
        {
            for (var i = Math.Max(0, x - 2); i <= Math.Min(_grid.Width - 1, x + 2); i++)
            {
                var other = _map.Values[j * _grid.Stride + i];
                // Of two equal neighbours the later one counts.
                if (other > value || (other == value && (j > y || (j == y && i > x))))
                    return false;
            }
        }
        return true;
    }

    // Along the line to the target the signal falls by four sigma and a tenth at least.
    private bool StandsApart(Peak peak, double x, double y)
    {
        var (dx, dy) = (x - peak.X, y - peak.Y);
        var distance = Math.Sqrt(dx * dx + dy * dy);
        if (distance < 3.5)
            return false;
        var lowest = double.PositiveInfinity;
        for (var step = 1.0; step < distance; step++)
        {
            var column = (int)Math.Round(peak.X + dx * step / distance + (_grid.Width - 1) / 2.0);
            var row = (int)Math.Round(peak.Y + dy * step / distance + (_grid.Height - 1) / 2.0);
            column = Math.Clamp(column, 0, _grid.Width - 1);
            row = Math.Clamp(row, 0, _grid.Height - 1);
            lowest = Math.Min(lowest, _map.Values[row * _grid.Stride + column]);
        }
        return lowest < peak.Signal - 4 && lowest < 0.9 * peak.Signal;
    }
}
