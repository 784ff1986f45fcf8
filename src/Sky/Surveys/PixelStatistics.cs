using GaLNet.Sky.Fits;

namespace GaLNet.Sky.Surveys;

/// <summary>Range and mean of the pixels of an image or cube; NaN are counted apart.</summary>
/// <param name="Min">Smallest value; NaN when there is none.</param>
/// <param name="Max">Largest value; NaN when there is none.</param>
/// <param name="Mean">Mean of the values that are not NaN.</param>
/// <param name="NanCount">Pixels that are NaN (undefined).</param>
public readonly record struct PixelStatistics(double Min, double Max, double Mean, long NanCount)
{
    /// <summary>Reads every pixel once, a few rows at a time.</summary>
    public static PixelStatistics Of(FitsImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var rows = Math.Clamp((1 << 17) / Math.Max(1, image.Width), 1, Math.Max(1, image.Height));
        var buffer = new double[rows * image.Width];
        double min = double.PositiveInfinity, max = double.NegativeInfinity, sum = 0;
        long count = 0, nan = 0;
        for (var plane = 0; plane < image.Planes; plane++)
        {
            for (var y = 0; y < image.Height; y += rows)
            {
                var height = Math.Min(rows, image.Height - y);
                var pixels = buffer.AsSpan(0, height * image.Width);
                image.ReadWindow(0, y, image.Width, height, pixels, plane);
                var part = 0.0;
                foreach (var value in pixels)
                {
                    if (double.IsNaN(value))
                    {
                        nan++;
                        continue;
                    }
                    count++;
                    part += value;
                    min = Math.Min(min, value);
                    max = Math.Max(max, value);
                }
                sum += part;
            }
        }
        return count > 0
            ? new PixelStatistics(min, max, sum / count, nan)
            : new PixelStatistics(double.NaN, double.NaN, double.NaN, nan);
    }
}
