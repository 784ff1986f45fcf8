using System.Runtime.Intrinsics;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// Everything that shines in a stamp: the target, neighbours and a constant sky, with the weighted residuals and the
/// normal equations of all of them together. Reused from stamp to stamp; one per thread.
/// </summary>
internal sealed class Scene
{
    private readonly ConvolvedRenderer _renderer;
    private readonly NormalEquations _equations;
    private double _skyMean;
    private double _skyWeight;

    public Scene(ConvolvedRenderer renderer)
    {
        _renderer = renderer;
        Grid = renderer.Grid;
        var size = Grid.Height * Grid.Stride;
        Model = new float[size];
        Weights = new float[size];
        Residual = new float[size];
        _equations = new NormalEquations(this);
        Ones = new float[size];
        Array.Fill(Ones, 1f);
        Pixels = new PixelData(Grid);
    }

    public StampGrid Grid { get; }

    /// <summary>The plane of a constant sky.</summary>
    public float[] Ones { get; }

    /// <summary>The data.</summary>
    public PixelData Pixels { get; }

    /// <summary>Sources; the first is the target.</summary>
    public List<Component> Sources { get; } = [];

    /// <summary>Sky, units.</summary>
    public double Sky { get; set; }

    /// <summary>True when the sky is fitted.</summary>
    public bool SkyIsFree { get; set; }

    /// <summary>Model with sky, units.</summary>
    public float[] Model { get; }

    /// <summary>Inverse variances that belong to some model, 0 where there are no data.</summary>
    public float[] Weights { get; }

    /// <summary>Data minus model.</summary>
    public float[] Residual { get; }

    /// <summary>Sources drawn so far: what time is spent on.</summary>
    public int Drawn { get; set; }

    /// <summary>Free parameters of all sources and the sky.</summary>
    public int ParameterCount
    {
        get
        {
            var count = SkyIsFree ? 1 : 0;
            foreach (var source in Sources)
                count += source.FreeCount;
            return count;
        }
    }

    /// <summary>Sets a Gaussian prior of the sky, or none.</summary>
    public void SetSkyPrior(KnownSky? sky)
    {
        _skyMean = sky is { } known ? known.Level / Pixels.Unit : 0;
        _skyWeight = sky is { } sure ? Math.Pow(Pixels.Unit / sure.Error, 2) : 0;
    }

    /// <summary>Copies the free parameters out, sources first, then the sky.</summary>
    public void ReadParameters(Span<double> values)
    {
        var at = 0;
        foreach (var source in Sources)
        {
            for (var i = 0; i < source.ParameterCount; i++)
            {
                if (source.IsFree(i))
                    values[at++] = source.P[i];
            }
        }
        if (SkyIsFree)
            values[at] = Sky;
    }

    /// <summary>Sets the free parameters in the order of <see cref="ReadParameters"/>.</summary>
    public void WriteParameters(ReadOnlySpan<double> values)
    {
        var at = 0;
        foreach (var source in Sources)
        {
            for (var i = 0; i < source.ParameterCount; i++)
            {
                if (source.IsFree(i))
                    source.P[i] = values[at++];
            }
        }
        if (SkyIsFree)
            Sky = values[at];
    }

    /// <summary>Draws all sources and the residuals at the present parameters.</summary>
    public void Draw()
    {
        foreach (var source in Sources)
        {
            if (!source.IsDrawn)
                Draw(source);
        }
        AddUp();
    }

    /// <summary>The same without the sources' derivatives: for a look, not for a fit.</summary>
    /// <param name="unseen">Light per pixel, units, that may be missing far out.</param>
    public void DrawLight(double unseen = 0)
    {
        foreach (var source in Sources)
        {
            if (source.IsPoint)
                _renderer.DrawPoint(source.P[Component.X], source.P[Component.Y], source.Planes);
            else
                _renderer.DrawSersicModel(source.P[Component.X], source.P[Component.Y], source.Shape,
                    Math.Exp(source.P[Component.LogIndex]), source.Planes,
                    Math.Max(PeriodicImages.Negligible, unseen / source.P[Component.Flux]));
            source.ForgetDrawn();
        }
        AddUp();
    }

    private void AddUp()
    {
        var sky = Vector512.Create((float)Sky);
        for (var i = 0; i < Model.Length; i += StampGrid.Lanes)
            sky.CopyTo(Model, i);
        foreach (var source in Sources)
        {
            var plane = source.Planes[0];
            var flux = Vector512.Create((float)source.P[Component.Flux]);
            for (var i = 0; i < Model.Length; i += StampGrid.Lanes)
            {
                var sum = Vector512.FusedMultiplyAdd(
                    flux, Vector512.Create<float>(plane[i..]), Vector512.Create(Model, i));
                sum.CopyTo(Model, i);
            }
        }
        for (var i = 0; i < Model.Length; i += StampGrid.Lanes)
            (Vector512.Create(Pixels.Data, i) - Vector512.Create(Model, i)).CopyTo(Residual, i);
    }

    private void Draw(Component source)
    {
        var p = source.P;
        if (source.IsPoint)
            _renderer.DrawPoint(p[Component.X], p[Component.Y], source.Planes);
        else if (source.NeedsDerivatives)
            _renderer.DrawSersic(p[0], p[1], source.Shape, Math.Exp(p[Component.LogIndex]), source.Planes);
        else
            _renderer.DrawSersicModel(p[0], p[1], source.Shape, Math.Exp(p[Component.LogIndex]), source.Planes);
        source.MarkDrawn();
        Drawn++;
    }

    /// <summary>Weights of the present model: its light, not the noisy data, decides a pixel's variance.</summary>
    public void Weigh()
    {
        var sky = Vector512.Create((float)Sky);
        for (var i = 0; i < Weights.Length; i += StampGrid.Lanes)
        {
            var light = Vector512.Max(Vector512.Create(Model, i) - sky, Vector512<float>.Zero);
            var variance = Vector512.Create(Pixels.Variance, i) + light * Pixels.VariancePerLight;
            (Vector512<float>.One / variance).CopyTo(Weights, i);
        }
    }

    /// <summary>χ² of the present residuals with the present weights.</summary>
    public double ChiSquare()
    {
        var sum = 0.0;
        for (var row = 0; row < Grid.Height; row++)
        {
            Vector512<float> line = default;
            for (var i = row * Grid.Stride; i < (row + 1) * Grid.Stride; i += StampGrid.Lanes)
            {
                var r = Vector512.Create(Residual, i);
                line = Vector512.FusedMultiplyAdd(r * r, Vector512.Create(Weights, i), line);
            }
            sum += Vector512.Sum(line);
        }
        return sum;
    }

    /// <summary>What the sources' priors add to χ².</summary>
    public double PriorChiSquare()
    {
        var sum = SkyIsFree ? _skyWeight * (Sky - _skyMean) * (Sky - _skyMean) : 0;
        foreach (var source in Sources)
            sum += source.PriorChiSquare();
        return sum;
    }

    /// <summary>Normal equations of the free parameters, see <see cref="NormalEquations.Make"/>.</summary>
    public void MakeNormalEquations(Span<double> h, Span<double> g, int stride)
    {
        _equations.Make(h, g, stride);
        if (!SkyIsFree)
            return;
        var last = ParameterCount - 1;
        h[last * stride + last] += _skyWeight;
        g[last] += _skyWeight * (_skyMean - Sky);
    }
}
