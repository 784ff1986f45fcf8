namespace GaLNet.Training.Networks;

/// <summary>
/// The tensor operations of which the networks are written. Each network is defined once, over this interface; torch
/// carries it out for training and the exporter writes it down as an ONNX graph. The first axis is the batch; weights
/// are named, and live with the implementation. Shapes broadcast as in NumPy.
/// </summary>
/// <typeparam name="T">A tensor.</typeparam>
public interface ITensorOps<T>
{
    /// <summary>A constant of the given shape, row-major.</summary>
    T Constant(float[] values, params long[] shape);

    /// <summary>The weights of that name.</summary>
    T Weight(string name);

    /// <summary>The same in the precision and memory order of convolutions.</summary>
    T ForConvolution(T a);

    /// <summary>The same in full precision, where convolutions work in half.</summary>
    T ToFull(T a);

    /// <summary>a + b.</summary>
    T Add(T a, T b);

    /// <summary>a - b.</summary>
    T Subtract(T a, T b);

    /// <summary>a * b, element by element.</summary>
    T Multiply(T a, T b);

    /// <summary>a / b, element by element.</summary>
    T Divide(T a, T b);

    /// <summary>factor * a + offset.</summary>
    T Affine(T a, double factor, double offset = 0);

    /// <summary>Matrix product over the last two axes.</summary>
    T MatMul(T a, T b);

    /// <summary>e to the a.</summary>
    T Exp(T a);

    /// <summary>Natural logarithm.</summary>
    T Log(T a);

    /// <summary>Square root.</summary>
    T Sqrt(T a);

    /// <summary>Logistic function.</summary>
    T Sigmoid(T a);

    /// <summary>max(a, 0).</summary>
    T Relu(T a);

    /// <summary>a limited to [low, high].</summary>
    T Clip(T a, double low, double high);

    /// <summary>The larger of a and b.</summary>
    T Max(T a, T b);

    /// <summary>Sum over one axis, which is kept with length 1.</summary>
    T Sum(T a, int axis);

    /// <summary>Tensors joined along an axis.</summary>
    T Concat(int axis, params T[] parts);

    /// <summary>Elements [start, start + length) of an axis.</summary>
    T Slice(T a, int axis, int start, int length);

    /// <summary>The listed elements of an axis.</summary>
    T Gather(T a, int axis, long[] indices);

    /// <summary>Another shape for the same elements; the batch axis is -1.</summary>
    T Reshape(T a, params long[] shape);

    /// <summary>Axes in another order.</summary>
    T Transpose(T a, params int[] axes);

    /// <summary>The same values, through which no gradient flows.</summary>
    T Detach(T a);

    /// <summary>a W + b with the weights <c>name.weight</c> [in, out] and <c>name.bias</c> [out].</summary>
    T Linear(T a, string name);

    /// <summary>(a - mean)/sd of every feature over the mocks: <c>name.mean</c>, <c>name.variance</c>.</summary>
    T Standardise(T a, string name);

    /// <summary>
    /// Convolution 3 x 3 with <c>name.weight</c> [out, in, 3, 3], batch normalisation where <c>name.scale</c> exists
    /// (else <c>name.bias</c>), ReLU. [N, in, H, W] to [N, out, H, W].
    /// </summary>
    T Convolve(T a, string name);

    /// <summary>
    /// The same at half resolution: 6 x 6 pixels, stride 2, on planes of odd side padded by 2 before and 3 after. The
    /// weight is [out, 4 in, 3, 3] over the four pixels of a 2 x 2 cell. [N, in, 61, 61] to [N, out, 31, 31].
    /// </summary>
    T ConvolveHalving(T a, string name);

    /// <summary>Mean of 2 x 2 pixels; an odd last row and column are dropped.</summary>
    T AveragePool(T a);

    /// <summary>Half the polar angle of (x, y), degrees, [0, 180): the position angle of an ellipticity.</summary>
    T HalfAngleDeg(T x, T y);
}
