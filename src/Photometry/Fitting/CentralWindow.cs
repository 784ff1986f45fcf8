using GaLNet.Photometry.Profiles;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// The inner part of a stamp that holds all that can be known of a small faint galaxy but the sky, and what the rest
/// of the stamp says about the sky. Measuring there costs a fraction of the whole stamp and loses nothing; whether it
/// did is checked with the answer.
/// </summary>
internal sealed class CentralWindow
{
    // Sides that suit the renderer's vectors.
    private static readonly int[] Sides = [31, 45];

    // A window must be this much smaller than the stamp to be worth its while.
    private const double WorthWhile = 0.8;

    // Half-light radii (as seen) of the target, and pixels, from its centre to the window's edge.
    private const double ReachRadii = 5;
    private const double ReachPix = 3;

    // Light of the target outside the window that is not noticed in the sky there, in errors of that sky.
    private const double Unnoticed = 0.5;

    // Share of a typical galaxy's light beyond the window: what decides before anything is fitted.
    private const double TypicalShare = 0.05;

    // Half-light radii of a neighbour that are left out of the sky.
    private const double NeighbourRadii = 4;

    private const double ClipSigma = 3.5;
    private const int FewestSkyPixels = 200;
    private const int Sectors = 8;

    private readonly int _x0;
    private readonly int _y0;
    private readonly double _shareLimit;
    private readonly FitFlags _flags;

    private CentralWindow(Stamp stamp, int x0, int y0, int side, KnownSky sky, int skyPixels)
    {
        (_x0, _y0, Sky) = (x0, y0, sky);
        _shareLimit = Unnoticed * sky.Error * skyPixels;
        _flags = HasAllData(stamp) ? FitFlags.None : FitFlags.MaskedPixels;
        Stamp = Cut(stamp, x0, y0, side);
    }

    /// <summary>The window as a stamp of its own.</summary>
    public Stamp Stamp { get; }

    /// <summary>The sky outside the window.</summary>
    public KnownSky Sky { get; }

    /// <summary>The window of a stamp whose target is known to be small and faint; else null.</summary>
    public static CentralWindow? Of(Stamp stamp)
    {
        if (stamp.Guess is not { ReffPix: > 0 } guess || stamp.Search == NeighbourSearch.Everywhere
            || stamp.Pixels.Length != stamp.Width * stamp.Height || stamp.Sigma is not null
            || !(stamp.SkySigma > 0) || !double.IsFinite(guess.XPix + guess.YPix))
        {
            return null;
        }

        var reach = ReachRadii * guess.ReffPix + ReachPix;
        var side = Array.Find(Sides, s => s / 2 >= reach);
        if (side == 0 || side > WorthWhile * Math.Min(stamp.Width, stamp.Height))
            return null;
        int x0 = (int)Math.Round(guess.XPix) - side / 2, y0 = (int)Math.Round(guess.YPix) - side / 2;
        if (x0 < 0 || y0 < 0 || x0 + side > stamp.Width || y0 + side > stamp.Height)
            return null;
        if (!NeighboursFit(stamp, x0, y0, side))
            return null;
        if (SkyOutside(stamp, x0, y0, side, out var pixels) is not { } sky)
            return null;
        if (TypicalShare * guess.Flux > Unnoticed * sky.Error * pixels)
            return null;
        return new CentralWindow(stamp, x0, y0, side, sky, pixels);
    }

    /// <summary>True when the light of the measured target outside the window is not noticed.</summary>
    public bool Holds(SersicFit fit)
    {
        var p = fit.Profile;
        if (!double.IsFinite(p.Flux + p.ReffPix + p.Index))
            return false;
        var middle = Stamp.Width / 2;
        var radius = middle - Math.Max(Math.Abs(p.XPix - middle), Math.Abs(p.YPix - middle));
        var share = 1 - Sersic.FractionInside(Math.Max(0, radius), p.ReffPix, p.Index);
        return share * p.Flux < _shareLimit;
    }

    /// <summary>What is known of the target, in the window's pixels.</summary>
    public FitStart? Start(FitStart? start) => start is null ? null : start with
    {
        Profile = start.Profile with { XPix = start.Profile.XPix - _x0, YPix = start.Profile.YPix - _y0 },
    };

    /// <summary>An answer in the whole stamp's pixels.</summary>
    public SersicFit InStamp(SersicFit fit) => fit with
    {
        Profile = Moved(fit.Profile),
        Flags = fit.Flags | _flags,
        FittedNeighbours = [.. fit.FittedNeighbours.Select(Moved)],
    };

    private SersicProfile Moved(SersicProfile profile)
        => profile with { XPix = profile.XPix + _x0, YPix = profile.YPix + _y0 };

    // A neighbour outside the window must not be what lights it up: its shape could not be measured there.
    private static bool NeighboursFit(Stamp stamp, int x0, int y0, int side)
    {
        foreach (var n in stamp.Neighbours)
        {
            var outside = Outside(n, x0, y0, side);
            if (outside > 0 && !n.IsStar && outside < 2 * n.RadiusPix && n.Flux > 0.5 * stamp.Guess!.Value.Flux)
                return false;
        }
        return true;
    }

    private static double Outside(Neighbour n, int x0, int y0, int side)
        => Math.Max(Math.Abs(n.XPix - x0 - side / 2), Math.Abs(n.YPix - y0 - side / 2)) - 0.5 * side;

    // Clipped mean of what neither the window nor a neighbour covers; its error from the scatter between sectors
    // about the centre, so that what else shines there counts.
    private static KnownSky? SkyOutside(Stamp stamp, int x0, int y0, int side, out int total)
    {
        Span<double> sums = stackalloc double[Sectors];
        Span<int> counts = stackalloc int[Sectors];
        var covered = Covered(stamp, x0, y0, side);
        double level = stamp.Sky, previous;
        var round = 0;
        do
        {
            previous = level;
            sums.Clear();
            counts.Clear();
            for (var i = 0; i < covered.Length; i++)
            {
                var value = stamp.Pixels[i];
                if (covered[i] || !(Math.Abs(value - level) < ClipSigma * stamp.SkySigma))
                    continue;
                double dx = i % stamp.Width - stamp.Width / 2, dy = i / stamp.Width - stamp.Height / 2;
                var sector = Math.Min(Sectors - 1, (int)((Math.Atan2(dy, dx) / Math.PI + 1) * Sectors / 2));
                sums[sector] += value;
                counts[sector]++;
            }
            var sum = 0.0;
            total = 0;
            for (var k = 0; k < Sectors; k++)
                (sum, total) = (sum + sums[k], total + counts[k]);
            if (total < FewestSkyPixels)
                return null;
            level = sum / total;
        }
        while (++round < 3 && Math.Abs(level - previous) > 0.01 * stamp.SkySigma);
        var scatter = 0.0;
        for (var k = 0; k < Sectors; k++)
        {
            if (counts[k] > 0)
                scatter += (sums[k] / counts[k] - level) * (sums[k] / counts[k] - level) * counts[k];
        }
        var ofSectors = Math.Sqrt(scatter / total / (Sectors - 1));
        return new KnownSky(level, Math.Max(ofSectors, stamp.SkySigma / Math.Sqrt(total)));
    }

    private static bool[] Covered(Stamp stamp, int x0, int y0, int side)
    {
        var covered = new bool[stamp.Pixels.Length];
        for (var y = 0; y < stamp.Height; y++)
        {
            for (var x = 0; x < stamp.Width; x++)
            {
                var i = y * stamp.Width + x;
                covered[i] = (x >= x0 && x < x0 + side && y >= y0 && y < y0 + side)
                    || !HasData(stamp, i);
            }
        }
        foreach (var n in stamp.Neighbours)
        {
            var r = NeighbourRadii * n.RadiusPix;
            int left = Math.Max(0, (int)(n.XPix - r)), right = Math.Min(stamp.Width - 1, (int)(n.XPix + r) + 1);
            int low = Math.Max(0, (int)(n.YPix - r)), high = Math.Min(stamp.Height - 1, (int)(n.YPix + r) + 1);
            for (var y = low; y <= high; y++)
            {
                for (var x = left; x <= right; x++)
                    covered[y * stamp.Width + x] |= Square(x - n.XPix) + Square(y - n.YPix) < r * r;
            }
        }
        return covered;
    }

    private static bool HasAllData(Stamp stamp)
    {
        for (var i = 0; i < stamp.Pixels.Length; i++)
        {
            if (!HasData(stamp, i))
                return false;
        }
        return true;
    }

    private static bool HasData(Stamp stamp, int at) => float.IsFinite(stamp.Pixels[at])
        && (stamp.Mask is not { } mask || mask[at] == 0)
        && (stamp.SkyVariance is not { } variance || variance[at] > 0);

    private static double Square(double x) => x * x;

    private static Stamp Cut(Stamp stamp, int x0, int y0, int side) => new()
    {
        Width = side,
        Height = side,
        Pixels = Cut(stamp.Pixels, stamp.Width, x0, y0, side),
        SkySigma = stamp.SkySigma,
        SkyVariance = stamp.SkyVariance is { } variance ? Cut(variance, stamp.Width, x0, y0, side) : null,
        Mask = stamp.Mask is { } mask ? Cut(mask, stamp.Width, x0, y0, side) : null,
        Gain = stamp.Gain,
        Sky = stamp.Sky,
        SkyIsFixed = stamp.SkyIsFixed,
        Guess = stamp.Guess!.Value with { XPix = stamp.Guess.Value.XPix - x0, YPix = stamp.Guess.Value.YPix - y0 },
        Neighbours = [.. stamp.Neighbours.Select(n => n with { XPix = n.XPix - x0, YPix = n.YPix - y0 })],
        Search = stamp.Search,
        SignalRadiusPix = stamp.SignalRadiusPix,
    };

    private static T[] Cut<T>(T[] from, int width, int x0, int y0, int side)
    {
        var cut = new T[side * side];
        for (var y = 0; y < side; y++)
            from.AsSpan((y0 + y) * width + x0, side).CopyTo(cut.AsSpan(y * side));
        return cut;
    }
}
