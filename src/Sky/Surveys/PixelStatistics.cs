using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Surveys;

/// <summary>Range and mean of the pixels of an image or cube; NaN are counted apart.</summary>
/// <param name="Min">Smallest value; NaN when there is none.</param>
/// <param name="Max">Largest value; NaN when there is none.</param>
/// <param name="Mean">Mean of the values that are not NaN.</param>
/// <param name="NanCount">Pixels that are NaN (undefined).</param>
public readonly record struct PixelStatistics(double Min, double Max, double Mean, long NanCount)
{
    private const int BlockPixels = 1 << 17;

    /// <summary>Reads every pixel once, blocks of rows on all cores; the result does not depend on their number.</summary>
    /// <param name="image">The image or cube.</param>
    /// <param name="progress">Told the pixels of every block that is done, from any thread.</param>
    /// <param name="cancellationToken">Stops between blocks.</param>
    public static PixelStatistics Of(FitsImage image, Action<long> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(image);
        var rows = Math.Clamp(BlockPixels / Math.Max(1, image.Width), 1, Math.Max(1, image.Height));
        var perPlane = (image.Height + rows - 1) / rows;
        var blocks = new Block[checked((long)perPlane * image.Planes)];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = Environment.ProcessorCount,
            CancellationToken = cancellationToken,
        };
        try
        {
            Parallel.For(0L, blocks.Length, options, () => new double[rows * image.Width], (i, _, buffer) =>
            {
                var y = (int)(i % perPlane) * rows;
                var pixels = buffer.AsSpan(0, Math.Min(rows, image.Height - y) * image.Width);
                image.ReadWindow(0, y, image.Width, pixels.Length / image.Width, pixels, (int)(i / perPlane));
                blocks[i] = Block.Of(pixels);
                progress(pixels.Length);
                return buffer;
            }, _ => { });
        }
        catch (AggregateException faults) when (faults.InnerExceptions.All(f => f is FitsException))
        {
            throw new FitsException(faults.InnerExceptions[0].Message, faults.InnerExceptions[0]);
        }
        var all = blocks.Aggregate(Block.Empty, (a, b) => new Block(
            Math.Min(a.Min, b.Min), Math.Max(a.Max, b.Max), a.Sum + b.Sum, a.Count + b.Count, a.Nan + b.Nan));
        return all.Count > 0
            ? new PixelStatistics(all.Min, all.Max, all.Sum / all.Count, all.Nan)
            : new PixelStatistics(double.NaN, double.NaN, double.NaN, all.Nan);
    }

    private readonly record struct Block(double Min, double Max, double Sum, long Count, long Nan)
    {
        public static readonly Block Empty = new(double.PositiveInfinity, double.NegativeInfinity, 0, 0, 0);

        public static Block Of(ReadOnlySpan<double> pixels)
        {
            double min = double.PositiveInfinity, max = double.NegativeInfinity, sum = 0;
            long nan = 0;
            foreach (var value in pixels)
            {
                if (double.IsNaN(value))
                {
                    nan++;
                    continue;
                }
                sum += value;
                min = value < min ? value : min;
                max = value > max ? value : max;
            }
            return new Block(min, max, sum, pixels.Length - nan, nan);
        }
    }
}
