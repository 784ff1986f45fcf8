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

    // Real galaxies are no perfect Sérsic profiles: a residual peak fainter than this fraction of the target's own
    // light at its place is taken for the target's structure.
    private const float Structure = 0.25f;

    // A peak within the target's body must be so many times higher than the deepest trough there.
    private const float TroughFactor = 1.0f;

    // A body whose peaks and troughs stay below this S/N is described by its sources.
    private const float CleanThreshold = 6;

    // Peaks below this are not looked at.
    private const float LowestThreshold = 1.5f;

    private readonly Scene _scene = scene;
    private readonly float[] _weighted = new float[scene.Model.Length];
    private readonly float[][] _projected = [.. Enumerable.Range(0, ModelPlanes.Count + 1)
        .Select(_ => new float[scene.Model.Length])];
    private readonly StampGrid _grid = scene.Grid;
    private readonly SignalMap _map = new(scene.Grid);

    /// <summary>S/N of the deepest trough within the target's body, negative.</summary>
    public float DeepestTrough { get; private set; }

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
        _map.RemoveLocalMean();
        _map.Make();
        Collect(ImageThreshold);
        Peaks.RemoveAll(p => !StandsApart(p, x, y));
    }

    /// <summary>Largest signal within two pixels of a place, pixels from the stamp's centre.</summary>
    public double SignalAt(double x, double y)
    {
        var column = (int)Math.Round(x + (_grid.Width - 1) / 2.0);
        var row = (int)Math.Round(y + (_grid.Height - 1) / 2.0);
        var most = 0f;
        for (var j = Math.Max(0, row - 2); j <= Math.Min(_grid.Height - 1, row + 2); j++)
        {
            for (var i = Math.Max(0, column - 2); i <= Math.Min(_grid.Width - 1, column + 2); i++)
                most = Math.Max(most, _map.Values[j * _grid.Stride + i]);
        }
        return most;
    }

    /// <summary>
    /// Peaks of the scene's present residuals, not within the core of a source that is already there.
    /// </summary>
    public void FindInResidual(double core)
    {
        for (var i = 0; i < _map.Weights.Length; i++)
        {
            _map.Weights[i] = _scene.Weights[i];
            _map.Weighted[i] = _scene.Weights[i] * _scene.Residual[i];
        }
        _map.RemoveLocalMean();
        _map.Make();
        AllowForTarget();
        FindTrough(core);
        Collect(ResidualThreshold);
        Peaks.RemoveAll(p => InCore(p, core));
    }

    /// <summary>True when the residuals of the target's body hold no significant peak or trough.</summary>
    public bool IsClean(double core)
    {
        FindInResidual(core);
        if (DeepestTrough < -CleanThreshold)
            return false;
        foreach (var peak in Peaks)
        {
            if (peak.Signal > CleanThreshold && InBody(peak.X, peak.Y, core))
                return false;
        }
        return true;
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
        var flux = target.P[Component.Flux];
        var body = target.Planes[0];
        for (var k = 0; k < _map.Values.Length; k++)
        {
            if (Math.Abs(_map.Values[k]) < LowestThreshold)
                continue;
            if (_map.Values[k] > 0 && _map.Values[k] < Structure * flux * body[k] * Math.Sqrt(_map.Norm[k]))
            {
                _map.Values[k] = 0;
                continue;
            }
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

    /// <summary>True within four half-light ellipses (widened by the PSF) of the target.</summary>
    public bool InBody(double x, double y, double core)
    {
        var target = _scene.Sources[0];
        var shape = target.Shape;
        var (dx, dy) = (x - target.P[Component.X], y - target.P[Component.Y]);
        var add = core * core;
        var (xx, xy, yy) = (16 * shape.Xx + 9 * add, 16 * shape.Xy, 16 * shape.Yy + 9 * add);
        return dx * dx * yy - 2 * dx * dy * xy + dy * dy * xx < xx * yy - xy * xy;
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

    private void FindTrough(double core)
    {
        DeepestTrough = 0;
        for (var y = 0; y < _grid.Height; y++)
        {
            for (var x = 0; x < _grid.Width; x++)
            {
                var value = _map.Values[y * _grid.Stride + x];
                if (value < DeepestTrough && InBody(x - (_grid.Width - 1) / 2.0, y - (_grid.Height - 1) / 2.0, core))
                    DeepestTrough = value;
            }
        }
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

    // Along the line to the target the signal falls by four sigma and three tenths at least.
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
        return lowest < peak.Signal - 4 && lowest < 0.7 * peak.Signal;
    }
}
