namespace GaLNet.Sky.Wcs;

/// <summary>
/// ZPN: zenithal polynomial, R = Σ P_m c^m with P_m = PV2_m (Calabretta &amp; Greisen 2002, §5.1.7), up to the angle
/// where R stops growing.
/// </summary>
internal sealed class ZpnProjection : ZenithalProjection
{
    private readonly double[] _coefficients;
    private readonly double _maxAngle;

    public ZpnProjection(double[] coefficients)
    {
        _coefficients = coefficients;
        if (coefficients.Skip(1).All(p => p == 0))
            throw new WcsException("The projection ZPN needs coefficients PV2_1, PV2_2 …");
        if (Slope(0) < 0)
            throw new WcsException("The coefficients of ZPN (PV2_m) make the radius shrink from the centre.");
        _maxAngle = FirstTurn();
    }

    protected override bool TryAngle(double radius, out double angle)
    {
        double low = 0, high = _maxAngle;
        angle = 0;
        if (radius < Radius(low) || radius > Radius(high))
            return false;
        // Newton, kept inside the bracket: the slope vanishes at the end of the range.
        angle = Math.Min(high, radius);
        for (var i = 0; i < 100; i++)
        {
            var miss = Radius(angle) - radius;
            if (miss > 0)
                high = angle;
            else
                low = angle;
            var next = angle - miss / Slope(angle);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            var step = Math.Abs(next - angle);
            angle = next;
            if (step <= 1e-16 + 1e-15 * angle)
                break;
        }
        return true;
    }

    protected override bool TryRadius(double angle, out double radius)
    {
        radius = Radius(angle);
        return angle <= _maxAngle;
    }

    private double FirstTurn()
    {
        const int steps = 1000;
        for (var i = 1; i <= steps; i++)
        {
            var angle = Math.PI * i / steps;
            if (Slope(angle) > 0)
                continue;
            double low = Math.PI * (i - 1) / steps, high = angle;
            for (var k = 0; k < 60; k++)
            {
                var middle = (low + high) / 2;
                (low, high) = Slope(middle) > 0 ? (middle, high) : (low, middle);
            }
            return low;
        }
        return Math.PI;
    }

    private double Radius(double angle)
    {
        var sum = 0.0;
        for (var m = _coefficients.Length - 1; m >= 0; m--)
            sum = sum * angle + _coefficients[m];
        return sum;
    }

    private double Slope(double angle)
    {
        var sum = 0.0;
        for (var m = _coefficients.Length - 1; m >= 1; m--)
            sum = sum * angle + m * _coefficients[m];
        return sum;
    }
}
