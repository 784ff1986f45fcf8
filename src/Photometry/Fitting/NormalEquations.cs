using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>The normal equations of all that is free in a scene, with the weights and residuals of its model.</summary>
internal sealed class NormalEquations(Scene scene)
{
    private readonly Scene _scene = scene;
    private readonly float[] _weighted = new float[scene.Model.Length];
    private readonly float[] _weighted2 = new float[scene.Model.Length];
    private double[] _raw = [];

    /// <summary>
    /// Normal equations H δ = g of the free parameters, in their order (sources, then sky). The sums run over the
    /// renderer's planes; the change to parameters is a product of small matrices.
    /// </summary>
    public void Make(Span<double> h, Span<double> g, int stride)
    {
        var planes = 1;
        foreach (var source in _scene.Sources)
            planes += source.FittedPlanes;
        if (_raw.Length < planes * (planes + 1))
            _raw = new double[planes * (planes + 1)];
        SumPlanes(planes);
        var row = 0;
        var rawRow = 0;
        Span<double> changeA = stackalloc double[Component.Count * ModelPlanes.Count];
        Span<double> changeB = stackalloc double[Component.Count * ModelPlanes.Count];
        var last = _scene.SkyIsFree ? _scene.Sources.Count : _scene.Sources.Count - 1;
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
            if (a < _scene.Sources.Count)
                AddPriors(_scene.Sources[a], row, h, g, stride);
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

    // Σ w P_i P_j, and Σ w P_i r in the last column; two rows and four columns at a time. Beyond the last plane
    // the last one stands in, and its sums are dropped.
    private void SumPlanes(int planes)
    {
        Span<float> sums = stackalloc float[8];
        for (var i = 0; i < planes; i += 2)
        {
            PlaneMath.Multiply(Plane(i), _scene.Weights, _weighted);
            PlaneMath.Multiply(Plane(Math.Min(i + 1, planes - 1)), _scene.Weights, _weighted2);
            for (var j = 0; j <= Math.Min(i + 1, planes - 1); j += 4)
            {
                PlaneMath.Dot(_weighted, _weighted2, Plane(j), Plane(Math.Min(j + 1, planes - 1)),
                    Plane(Math.Min(j + 2, planes - 1)), Plane(Math.Min(j + 3, planes - 1)), sums);
                for (var k = 0; k < sums.Length; k++)
                {
                    var (row, column) = (i + k / 4, j + k % 4);
                    if (row < planes && column <= row)
                        _raw[row * (planes + 1) + column] = _raw[column * (planes + 1) + row] = sums[k];
                }
            }
            _raw[i * (planes + 1) + planes] = PlaneMath.Dot(_weighted, _scene.Residual);
            if (i + 1 < planes)
                _raw[(i + 1) * (planes + 1) + planes] = PlaneMath.Dot(_weighted2, _scene.Residual);
        }
    }

    private ReadOnlySpan<float> Plane(int index)
    {
        foreach (var source in _scene.Sources)
        {
            if (index < source.FittedPlanes)
                return source.Planes[index];
            index -= source.FittedPlanes;
        }
        return _scene.Ones;
    }

    // Rows: free parameters; columns: planes. The last "source" is the sky.
    private (int Parameters, int Planes) Change(int index, Span<double> change)
    {
        change.Clear();
        if (index == _scene.Sources.Count)
        {
            change[0] = 1;
            return (1, 1);
        }
        var source = _scene.Sources[index];
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
