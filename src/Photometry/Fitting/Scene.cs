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
    private readonly float[] _weighted;
    private double[] _raw = [];

    public Scene(ConvolvedRenderer renderer)
    {
        _renderer = renderer;
        Grid = renderer.Grid;
        var size = Grid.Height * Grid.Stride;
        Model = new float[size];
        Weights = new float[size];
        Residual = new float[size];
        _weighted = new float[size];
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
    public void DrawLight()
    {
        foreach (var source in Sources)
        {
            if (source.IsPoint)
                _renderer.DrawPoint(source.P[Component.X], source.P[Component.Y], source.Planes);
            else
                _renderer.DrawSersicModel(source.P[Component.X], source.P[Component.Y], source.Shape,
                    Math.Exp(source.P[Component.LogIndex]), source.Planes);
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
        else
            _renderer.DrawSersic(p[0], p[1], source.Shape, Math.Exp(p[Component.LogIndex]), source.Planes);
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
        var sum = 0.0;
        foreach (var source in Sources)
            sum += source.PriorChiSquare();
        return sum;
    }

    /// <summary>
    /// Normal equations H δ = g of the free parameters, in their order (sources, then sky). The sums run over the
    /// renderer's planes; the change to parameters is a product of small matrices.
    /// </summary>
    public void NormalEquations(Span<double> h, Span<double> g, int stride)
    {
        var planes = 1;
        foreach (var source in Sources)
            planes += source.FittedPlanes;
        if (_raw.Length < planes * (planes + 1))
            _raw = new double[planes * (planes + 1)];
        SumPlanes(planes);
        var row = 0;
        var rawRow = 0;
        Span<double> changeA = stackalloc double[Component.Count * ModelPlanes.Count];
        Span<double> changeB = stackalloc double[Component.Count * ModelPlanes.Count];
        var last = SkyIsFree ? Sources.Count : Sources.Count - 1;
        for (var a = 0; a <= last; a++)
        {
            var (countA, planesA) = Change(a, changeA);
            if (countA == 0)
                continue; // a fixed sky is no row of the equations
            var column = 0;
            var rawColumn = 0;
            for (var b = 0; b <= a; b++)
            {
                var (countB, planesB) = Change(b, changeB);
                Block(h[(row * stride + column)..], stride, changeA, countA, planesA, changeB, countB, planesB,
                    _raw.AsSpan(rawRow * (planes + 1) + rawColumn), planes + 1);
                column += countB;
                rawColumn += planesB;
            }
            for (var i = 0; i < countA; i++)
            {
                var sum = 0.0;
                for (var k = 0; k < planesA; k++)
                    sum += changeA[i * ModelPlanes.Count + k] * _raw[(rawRow + k) * (planes + 1) + planes];
                g[row + i] = sum;
            }
            if (a < Sources.Count)
                AddPriors(Sources[a], row, h, g, stride);
            row += countA;
            rawRow += planesA;
        }
        for (var i = 0; i < row; i++)
        {
            for (var j = i + 1; j < row; j++)
                h[i * stride + j] = h[j * stride + i];
        }
    }

    private static void AddPriors(Component source, int row, Span<double> h, Span<double> g, int stride)
    {
        for (var i = 0; i < source.ParameterCount; i++)
        {
            if (!source.IsFree(i))
                continue;
            h[row * stride + row] += source.PriorWeight[i];
            g[row++] += source.PriorWeight[i] * (source.PriorMean[i] - source.P[i]);
        }
    }

    // Lower triangle of Σ w P_i P_j, and Σ w P_i r in the last column.
    private void SumPlanes(int planes)
    {
        for (var i = 0; i < planes; i++)
        {
            var a = Plane(i);
            PlaneMath.Multiply(a, Weights, _weighted);
            for (var j = 0; j <= i; j++)
                _raw[i * (planes + 1) + j] = _raw[j * (planes + 1) + i] = PlaneMath.Dot(_weighted, Plane(j));
            _raw[i * (planes + 1) + planes] = PlaneMath.Dot(_weighted, Residual);
        }
    }

    private ReadOnlySpan<float> Plane(int index)
    {
        foreach (var source in Sources)
        {
            if (index < source.FittedPlanes)
                return source.Planes[index];
            index -= source.FittedPlanes;
        }
        return Ones;
    }

    // Rows: free parameters; columns: planes. The last "source" is the sky.
    private (int Parameters, int Planes) Change(int index, Span<double> change)
    {
        change.Clear();
        if (index == Sources.Count)
        {
            change[0] = 1;
            return (1, 1);
        }
        var source = Sources[index];
        var row = 0;
        for (var i = 0; i < source.ParameterCount; i++)
        {
            if (source.IsFree(i))
                ChangeRow(source, i, change.Slice(row++ * ModelPlanes.Count, ModelPlanes.Count));
        }
        return (row, source.FittedPlanes);
    }

    private static void ChangeRow(Component source, int parameter, Span<double> row)
    {
        var p = source.P;
        var flux = p[Component.Flux];
        switch (parameter)
        {
            case Component.X:
                row[1] = flux;
                return;
            case Component.Y:
                row[2] = flux;
                return;
            case Component.Flux:
                row[0] = 1;
                return;
            case Component.LogIndex:
                row[6] = flux * Math.Exp(p[Component.LogIndex]);
                return;
        }
        var shape = source.Shape;
        var r2 = 2 * flux * Math.Exp(2 * p[Component.LogRadius]);
        (row[3], row[4], row[5]) = parameter switch
        {
            Component.LogRadius => (2 * flux * shape.Xx, 2 * flux * shape.Xy, 2 * flux * shape.Yy),
            Component.E1 => (r2 * (p[Component.E1] + 1), 0, r2 * (p[Component.E1] - 1)),
            _ => (r2 * p[Component.E2], r2, r2 * p[Component.E2]),
        };
    }

    private static void Block(Span<double> h, int stride, ReadOnlySpan<double> left, int rows, int leftPlanes,
        ReadOnlySpan<double> right, int columns, int rightPlanes, ReadOnlySpan<double> raw, int rawStride)
    {
        Span<double> half = stackalloc double[ModelPlanes.Count];
        for (var i = 0; i < rows; i++)
        {
            half.Clear();
            for (var k = 0; k < leftPlanes; k++)
            {
                var factor = left[i * ModelPlanes.Count + k];
                if (factor == 0)
                    continue;
                for (var m = 0; m < rightPlanes; m++)
                    half[m] += factor * raw[k * rawStride + m];
            }
            for (var j = 0; j < columns; j++)
            {
                var sum = 0.0;
                for (var m = 0; m < rightPlanes; m++)
                    sum += half[m] * right[j * ModelPlanes.Count + m];
                h[i * stride + j] = sum;
            }
        }
    }
}
