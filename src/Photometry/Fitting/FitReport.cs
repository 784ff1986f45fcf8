using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Statistics;

namespace GaLNet.Photometry.Fitting;

/// <summary>Turns a minimised scene into the numbers a reader wants: errors, χ², S/N and flags.</summary>
internal static class FitReport
{
    private const int Parameters = 8;

    // Share of the neighbours' light within the target that makes it a blend.
    private const double BlendedShare = 0.02;

    // The standard deviation of an angle about which nothing is known: 180°/sqrt(12).
    private const double UnknownPaDeg = 51.96;

    /// <summary>Sérsic parameters that GaLNet I, Eq. 11 counts as fitted.</summary>
    public const int PaperParameters = 7;

    /// <summary>The target's fit from a scene whose model and residuals are drawn.</summary>
    public static SersicFit Make(Scene scene, LevenbergMarquardt minimiser, Stamp stamp, bool converged)
    {
        var pixels = scene.Pixels;
        var target = scene.Sources[0];
        var profile = target.ToProfile(pixels.Unit);
        var flags = pixels.Flags | BoundFlags(target, scene.Grid.Width, scene.Grid.Height);
        if (!converged)
            flags |= FitFlags.NotConverged;
        if (NeighbourShare(scene) > BlendedShare)
            flags |= FitFlags.Blended;
        var covariance = Covariance(scene, minimiser);
        if (covariance is null)
            flags |= FitFlags.NoCovariance;
        double Error(int i) => covariance is null ? double.NaN : Math.Sqrt(covariance[i * (Parameters + 1)]);
        return new SersicFit
        {
            Profile = profile,
            Errors = new SersicProfile(Error(0), Error(1), Error(2), Error(3), Error(4), Error(5), Error(6)),
            Sky = scene.Sky * pixels.Unit,
            SkyError = scene.SkyIsFree ? Error(7) : 0,
            Covariance = covariance,
            Chi2 = (minimiser.ChiSquare - scene.PriorChiSquare()) / Math.Max(1, pixels.Used - minimiser.Count),
            Chi2Reff = Chi2Reff(scene, profile),
            SignalToNoise = SignalToNoise(scene, stamp),
            Flags = flags,
            Iterations = minimiser.Evaluations,
            FittedNeighbours = scene.Sources.Count == 1
                ? [] : scene.Sources.Skip(1).Select(s => s.ToProfile(pixels.Unit)).ToArray(),
        };
    }

    /// <summary>Eq. 11 of the present residuals inside the half-light ellipse of a profile.</summary>
    public static double Chi2Reff(Scene scene, in SersicProfile profile) => ReducedChi2.OfResiduals(
        scene.Residual, scene.Pixels.Variance, scene.Grid.Width, scene.Grid.Stride, profile, PaperParameters);

    /// <summary>
    /// S/N of the target's modelled light in the circle of radius <see cref="Stamp.SignalRadiusPix"/> about the place
    /// where the target was expected: Σ light / sqrt(Σ variance) over the pixels whose centres lie inside.
    /// </summary>
    public static double SignalToNoise(Scene scene, Stamp stamp)
    {
        var grid = scene.Grid;
        var cx = stamp.Guess?.XPix ?? (grid.Width - 1) / 2.0;
        var cy = stamp.Guess?.YPix ?? (grid.Height - 1) / 2.0;
        var flux = scene.Sources[0].P[Component.Flux];
        var plane = scene.Sources[0].Planes[0];
        double light = 0, noise2 = 0;
        var radius = stamp.SignalRadiusPix;
        var right = Math.Min(grid.Width - 1, cx + radius);
        for (var y = (int)Math.Max(0, cy - radius); y <= Math.Min(grid.Height - 1, cy + radius); y++)
        {
            for (var x = (int)Math.Max(0, cx - radius); x <= right; x++)
            {
                var at = y * grid.Stride + x;
                var r2 = (x - cx) * (x - cx) + (y - cy) * (y - cy);
                if (r2 > radius * radius || !float.IsFinite(scene.Pixels.Variance[at]))
                    continue;
                var value = flux * plane[at];
                light += value;
                noise2 += scene.Pixels.Variance[at] + Math.Max(value, 0) * scene.Pixels.VariancePerLight;
            }
        }
        return noise2 > 0 ? light / Math.Sqrt(noise2) : double.NaN;
    }

    /// <summary>Light of the neighbours over that of the target inside the ellipse of two half-light radii.</summary>
    private static double NeighbourShare(Scene scene)
    {
        if (scene.Sources.Count == 1)
            return 0;
        var grid = scene.Grid;
        var target = scene.Sources[0];
        var shape = target.Shape;
        var (xx, xy, yy) = (4 * shape.Xx + 1, 4 * shape.Xy, 4 * shape.Yy + 1);
        double own = 0, others = 0;
        for (var y = 0; y < grid.Height; y++)
        {
            var dy = y - (grid.Height - 1) / 2.0 - target.P[Component.Y];
            for (var x = 0; x < grid.Width; x++)
            {
                var dx = x - (grid.Width - 1) / 2.0 - target.P[Component.X];
                if (dx * dx * yy - 2 * dx * dy * xy + dy * dy * xx > xx * yy - xy * xy)
                    continue;
                var light = target.P[Component.Flux] * target.Planes[0][y * grid.Stride + x];
                own += light;
                others += scene.Model[y * grid.Stride + x] - scene.Sky - light;
            }
        }
        return others / own;
    }

    /// <summary>Flags of parameters at the edge of what is allowed.</summary>
    public static FitFlags BoundFlags(Component target, int width, int height)
    {
        var flags = FitFlags.None;
        var p = target.P;
        var e = Math.Sqrt(p[Component.E1] * p[Component.E1] + p[Component.E2] * p[Component.E2]);
        var reff = Math.Exp(p[Component.LogRadius]) * (1 + e);
        var n = Math.Exp(p[Component.LogIndex]);
        if (n < Sersic.MinIndex * 1.02 || n > Sersic.MaxIndex * 0.98)
            flags |= FitFlags.IndexNearBound;
        if ((1 - e) / (1 + e) < Component.MinAxisRatio * 1.1)
            flags |= FitFlags.AxisRatioNearBound;
        if (p[Component.LogRadius] < target.Low[Component.LogRadius] + 0.02
            || p[Component.LogRadius] > target.High[Component.LogRadius] - 0.02)
        {
            flags |= FitFlags.ReffNearBound;
        }
        if (p[Component.Flux] <= target.Low[Component.Flux] * 1.01)
            flags |= FitFlags.MagNearBound;
        if (reff > 0.5 * Math.Min(width, height))
            flags |= FitFlags.StampTooSmall;
        return flags;
    }

    // From (x, y, flux, ln Rm, e1, e2, ln n, sky) to (x, y, flux, rEff, q, pa, n, sky).
    private static double[]? Covariance(Scene scene, LevenbergMarquardt minimiser)
    {
        var count = minimiser.Count;
        var factor = minimiser.Normal.ToArray();
        // What was known of the target came from the same pixels: it may not count as further evidence.
        var at = 0;
        for (var i = 0; i < Component.Count; i++)
        {
            if (scene.Sources[0].IsFree(i))
                factor[at++ * (count + 1)] -= scene.Sources[0].PriorWeight[i];
        }
        if (!SymmetricSolver.Factor(factor, count, count))
            return null;
        var target = scene.Sources[0];
        var p = target.P;
        var e = Math.Sqrt(p[Component.E1] * p[Component.E1] + p[Component.E2] * p[Component.E2]);
        var safe = Math.Max(e, 1e-9);
        var (c, s) = (p[Component.E1] / safe, p[Component.E2] / safe);
        var radius = Math.Exp(p[Component.LogRadius]);
        var unit = scene.Pixels.Unit;
        var rows = new double[Parameters * count];
        var used = 0;
        for (var i = 0; i < Component.Count; i++)
        {
            if (!target.IsFree(i))
                continue;
            var column = used++;
            void Put(int row, double value) => rows[row * count + column] = value;
            switch (i)
            {
                case Component.Flux: Put(2, unit); break;
                case Component.LogRadius: Put(3, radius * (1 + e)); break;
                case Component.LogIndex: Put(6, Math.Exp(p[i])); break;
                case Component.E1 or Component.E2:
                    var along = i == Component.E1 ? c : s;
                    var across = i == Component.E1 ? -s : c;
                    Put(3, radius * along);
                    Put(4, -2 / ((1 + e) * (1 + e)) * along);
                    Put(5, 0.5 * across / safe * 180 / Math.PI);
                    break;
                default: Put(i, 1); break;
            }
        }
        if (scene.SkyIsFree)
            rows[7 * count + count - 1] = unit;
        var covariance = new double[Parameters * Parameters];
        var solved = new double[count];
        for (var i = 0; i < Parameters; i++)
        {
            rows.AsSpan(i * count, count).CopyTo(solved);
            SymmetricSolver.Solve(factor, count, count, solved);
            for (var j = 0; j < Parameters; j++)
            {
                var sum = 0.0;
                for (var k = 0; k < count; k++)
                    sum += rows[j * count + k] * solved[k];
                covariance[i * Parameters + j] = sum;
            }
        }
        LimitPa(covariance);
        return covariance;
    }

    private static void LimitPa(double[] covariance)
    {
        var sigma = Math.Sqrt(covariance[5 * Parameters + 5]);
        if (sigma <= UnknownPaDeg)
            return;
        for (var i = 0; i < Parameters; i++)
        {
            covariance[5 * Parameters + i] *= UnknownPaDeg / sigma;
            covariance[i * Parameters + 5] *= UnknownPaDeg / sigma;
        }
    }
}
