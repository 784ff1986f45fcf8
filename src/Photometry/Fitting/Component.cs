using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// One source of a scene in well-scaled parameters: centre (pixels from the stamp's centre), flux (units), ln of the
/// mean radius (a + b)/2, ellipticity (e1, e2) = (a - b)/(a + b) exp(2i PA), ln n. Position angles wrap freely and
/// round galaxies are no singular points.
/// </summary>
internal sealed class Component(StampGrid grid)
{
    /// <summary>Number of parameters of a Sérsic profile.</summary>
    public const int Count = 7;

    public const int X = 0;
    public const int Y = 1;
    public const int Flux = 2;
    public const int LogRadius = 3;
    public const int E1 = 4;
    public const int E2 = 5;
    public const int LogIndex = 6;

    /// <summary>Smallest axis ratio that is fitted.</summary>
    public const double MinAxisRatio = 0.05;

    /// <summary>Largest ellipticity (a - b)/(a + b).</summary>
    public const double MaxEllipticity = (1 - MinAxisRatio) / (1 + MinAxisRatio);

    /// <summary>Smallest semi-major axis, pixels.</summary>
    public const double MinReffPix = 0.05;

    // Of the ellipticity's error along its direction, the least that is taken for the one across.
    private const double MinAcross = 0.5;

    private readonly double[] _drawn = [double.NaN, 0, 0, 0, 0, 0, 0];
    private bool _drawnAsPoint;
    private bool _drawnWithDerivatives;

    /// <summary>The parameters.</summary>
    public double[] P { get; } = new double[Count];

    /// <summary>Lower bounds.</summary>
    public double[] Low { get; } = new double[Count];

    /// <summary>Upper bounds.</summary>
    public double[] High { get; } = new double[Count];

    /// <summary>True when a parameter is fitted; a point source has only the first three.</summary>
    public bool IsFree(int parameter) => Freedom switch
    {
        Freedom.Frozen => false,
        Freedom.Flux => parameter == Flux,
        _ => parameter < ParameterCount,
    };

    /// <summary>Centres of Gaussian priors.</summary>
    public double[] PriorMean { get; } = new double[Count];

    /// <summary>Inverse variances of Gaussian priors; 0 = none.</summary>
    public double[] PriorWeight { get; } = new double[Count];

    /// <summary>True for a point source.</summary>
    public bool IsPoint { get; set; }

    /// <summary>What of it is fitted at present.</summary>
    public Freedom Freedom { get; set; }

    /// <summary>True when it was found in what another model left behind.</summary>
    public bool IsLeftover { get; set; }

    /// <summary>True when its place and shape are given: it is never set wholly free.</summary>
    public bool IsShapeGiven { get; set; }

    /// <summary>The component of unit flux and its derivatives at the last drawn parameters.</summary>
    public ModelPlanes Planes { get; } = new(grid);

    /// <summary>Planes in use.</summary>
    public int PlaneCount => IsPoint ? ModelPlanes.PointCount : ModelPlanes.Count;

    /// <summary>Planes that take part in the normal equations.</summary>
    public int FittedPlanes => Freedom switch { Freedom.Frozen => 0, Freedom.Flux => 1, _ => PlaneCount };

    /// <summary>True when the derivatives of the shape are needed.</summary>
    public bool NeedsDerivatives => Freedom == Freedom.All;

    /// <summary>True when the planes show the present parameters (the flux is no part of them).</summary>
    public bool IsDrawn
    {
        get
        {
            if (_drawnAsPoint != IsPoint || (NeedsDerivatives && !_drawnWithDerivatives))
                return false;
            for (var i = 0; i < ParameterCount; i++)
            {
                if (i != Flux && _drawn[i] != P[i])
                    return false;
            }
            return true;
        }
    }

    /// <summary>Parameters that mean something: three for a point source.</summary>
    public int ParameterCount => IsPoint ? ModelPlanes.PointCount : Count;

    /// <summary>Parameters that are fitted.</summary>
    public int FreeCount
    {
        get
        {
            var count = 0;
            for (var i = 0; i < ParameterCount; i++)
                count += IsFree(i) ? 1 : 0;
            return count;
        }
    }

    /// <summary>The half-light ellipse.</summary>
    public Shape Shape => Shape.FromEllipticity(Math.Exp(P[LogRadius]), P[E1], P[E2]);

    /// <summary>Sets bounds about the present centre.</summary>
    public void SetBounds(double wander)
    {
        for (var i = X; i <= Y; i++)
            (Low[i], High[i]) = (P[i] - wander, P[i] + wander);
        (Low[Flux], High[Flux]) = (1e-3, 1e12);
        (Low[LogRadius], High[LogRadius]) =
            (Math.Log(MinReffPix), Math.Log(Math.Max(grid.Width, grid.Height)));
        (Low[E1], High[E1]) = (-MaxEllipticity, MaxEllipticity);
        (Low[E2], High[E2]) = (-MaxEllipticity, MaxEllipticity);
        (Low[LogIndex], High[LogIndex]) = (Math.Log(Sersic.MinIndex), Math.Log(Sersic.MaxIndex));
    }

    /// <summary>Sets an upper bound of the mean radius, pixels.</summary>
    public void LimitRadius(double radiusPix)
    {
        High[LogRadius] = Math.Min(High[LogRadius], Math.Log(radiusPix));
        Clamp();
    }

    /// <summary>
    /// Priors that keep a faint neighbour sober: a typical faint galaxy, about as large as the PSF, nearly
    /// exponential, of moderate ellipticity. A bright one overrules them.
    /// </summary>
    /// <param name="psfSigma">Rms width of the PSF, pixels.</param>
    /// <param name="signal">S/N of its peak: only what is well seen may be large.</param>
    public void SetNeighbourPriors(double psfSigma, double signal)
    {
        High[LogRadius] = Math.Log(psfSigma * Math.Min(8, 1.5 + signal / 10));
        SetPrior(LogRadius, Math.Log(1.3 * psfSigma), 0.7);
        SetPrior(E1, 0, 0.25);
        SetPrior(E2, 0, 0.25);
        SetPrior(LogIndex, Math.Log(1.2), 0.5);
    }

    /// <summary>A Gaussian prior on the flux.</summary>
    public void SetFluxPrior(double flux, double relativeError) => SetPrior(Flux, flux, relativeError * flux);

    /// <summary>Takes a profile as start and its errors as priors of all parameters.</summary>
    public void SetPriors(SersicProfile profile, SersicProfile errors, double unit)
    {
        Set(profile, unit);
        P.CopyTo(PriorMean, 0);
        var q = profile.AxisRatio;
        var e = (1 - q) / (1 + q);
        // Along and across the ellipticity's direction; a round galaxy's is unknown, its size then is not.
        var along = 2 * errors.AxisRatio / ((1 + q) * (1 + q));
        var across = Math.Max(2 * e * errors.PaDeg * Math.PI / 180, MinAcross * along);
        var (s, c) = Math.SinCos(2 * profile.PaDeg * Math.PI / 180);
        Span<double> sigma =
        [
            errors.XPix, errors.YPix, errors.Flux / unit,
            Math.Sqrt(Math.Pow(errors.ReffPix / profile.ReffPix, 2) + Math.Pow(errors.AxisRatio / (1 + q), 2)),
            Math.Sqrt(along * along * c * c + across * across * s * s),
            Math.Sqrt(along * along * s * s + across * across * c * c),
            errors.Index / profile.Index,
        ];
        for (var i = 0; i < Count; i++)
            PriorWeight[i] = sigma[i] > 0 && double.IsFinite(sigma[i]) ? 1 / (sigma[i] * sigma[i]) : 0;
    }

    /// <summary>Σ (p - mean)² / variance of the priors.</summary>
    public double PriorChiSquare()
    {
        var sum = 0.0;
        for (var i = 0; i < ParameterCount; i++)
            sum += PriorWeight[i] * (P[i] - PriorMean[i]) * (P[i] - PriorMean[i]);
        return sum;
    }

    private void SetPrior(int parameter, double mean, double sigma)
    {
        PriorMean[parameter] = mean;
        PriorWeight[parameter] = 1 / (sigma * sigma);
    }

    /// <summary>Takes the parameters of a profile in the stamp's pixels.</summary>
    public void Set(SersicProfile profile, double unit)
    {
        P[X] = profile.XPix - (grid.Width - 1) / 2.0;
        P[Y] = profile.YPix - (grid.Height - 1) / 2.0;
        P[Flux] = profile.Flux / unit;
        IsPoint = !(profile.ReffPix > 0);
        if (IsPoint)
            return;
        P[LogRadius] = Math.Log(profile.ReffPix * (1 + profile.AxisRatio) / 2);
        (P[E1], P[E2]) = Shape.Ellipticity(profile.AxisRatio, profile.PaDeg);
        P[LogIndex] = Math.Log(profile.Index);
    }

    /// <summary>Notes that the planes show the present parameters.</summary>
    public void MarkDrawn()
    {
        P.CopyTo(_drawn, 0);
        _drawnAsPoint = IsPoint;
        _drawnWithDerivatives = NeedsDerivatives;
    }

    /// <summary>Forgets what the planes show (another PSF).</summary>
    public void ForgetDrawn() => _drawn[X] = double.NaN;

    /// <summary>Copies another component's state, not its planes.</summary>
    public void CopyFrom(Component other)
    {
        other.P.CopyTo(P, 0);
        other.Low.CopyTo(Low, 0);
        other.High.CopyTo(High, 0);
        Freedom = other.Freedom;
        IsShapeGiven = other.IsShapeGiven;
        IsLeftover = other.IsLeftover;
        other.PriorMean.CopyTo(PriorMean, 0);
        other.PriorWeight.CopyTo(PriorWeight, 0);
        IsPoint = other.IsPoint;
    }

    /// <summary>The component as a profile in the stamp's pixels and counts; a point source has rEff = 0.</summary>
    public SersicProfile ToProfile(double unit)
    {
        var x = P[X] + (grid.Width - 1) / 2.0;
        var y = P[Y] + (grid.Height - 1) / 2.0;
        if (IsPoint)
            return new SersicProfile(x, y, P[Flux] * unit, 0, 1, 0, 0.5);
        var e = Math.Sqrt(P[E1] * P[E1] + P[E2] * P[E2]);
        var pa = 0.5 * Math.Atan2(P[E2], P[E1]) * 180 / Math.PI;
        if (pa < 0)
            pa += 180;
        return new SersicProfile(x, y, P[Flux] * unit, Math.Exp(P[LogRadius]) * (1 + e), (1 - e) / (1 + e),
            pa >= 180 ? 0 : pa, Math.Exp(P[LogIndex]));
    }

    /// <summary>Puts parameters back inside their bounds.</summary>
    public void Clamp()
    {
        for (var i = 0; i < Count; i++)
            P[i] = Math.Clamp(P[i], Low[i], High[i]);
        var e = Math.Sqrt(P[E1] * P[E1] + P[E2] * P[E2]);
        if (e > MaxEllipticity)
        {
            P[E1] *= MaxEllipticity / e;
            P[E2] *= MaxEllipticity / e;
        }
    }
}
