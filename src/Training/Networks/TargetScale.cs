namespace GaLNet.Training.Networks;

/// <summary>Mean and spread by which targets are standardised.</summary>
/// <param name="Mean">Mean of every target over the training set.</param>
/// <param name="Spread">Standard deviation of every target over the training set.</param>
public sealed record TargetScale(float[] Mean, float[] Spread)
{
    /// <summary>Of rows of targets.</summary>
    /// <param name="targets">[rows * count].</param>
    /// <param name="count">Targets per row.</param>
    public static TargetScale Of(ReadOnlySpan<float> targets, int count)
    {
        var rows = targets.Length / count;
        var mean = new float[count];
        var spread = new float[count];
        for (var k = 0; k < count; k++)
        {
            double sum = 0, squares = 0;
            for (var i = 0; i < rows; i++) sum += targets[i * count + k];
            for (var i = 0; i < rows; i++) squares += Math.Pow(targets[i * count + k] - sum / rows, 2);
            mean[k] = (float)(sum / rows);
            spread[k] = (float)Math.Sqrt(squares / rows);
        }

        return new TargetScale(mean, spread);
    }
}
