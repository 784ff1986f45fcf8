using GaLNet.Photometry.Detection;

namespace GaLNet.Photometry.Psf;

/// <summary>
/// Models the PSF of a plane from sure stars: a joint fit of a double elliptical Moffat, integrated over pixels, with
/// every star's flux, centre and local sky free. Stars that are wider, longer or worse than the rest (binaries,
/// compact galaxies, saturated cores) are thrown out and the fit is repeated.
/// </summary>
public static class PsfFitter
{
    private const int ClipRounds = 10;
    private const double ClipSigma = 4;
    private const double ShareOfWorst = 0.6;
    private const double LeastLnFwhmClip = 0.015;
    private const double LeastEllipticityClip = 0.015;
    private const double PixelClipSigma = 5;

    /// <summary>Half side of the largest stamp of a star that is fitted, pixels.</summary>
    internal const int MaxStampHalfPix = 24;

    // Half-light radius to FWHM for the Moffats of seeing (beta = 2.5 .. 4).
    private const double FwhmPerHalfLight = 1.55;

    /// <summary>Fits the PSF; null when there are too few good stars (borrow the image's then).</summary>
    /// <param name="plane">The plane in which the stars were detected.</param>
    /// <param name="detection">Its sources, segmentation and sky.</param>
    /// <param name="stars">Indices of sure stars (<see cref="StarSelector"/>).</param>
    /// <param name="options">Degrees and limits; null = defaults.</param>
    public static PsfModel? Fit(
        Plane plane, DetectionResult detection, IReadOnlyList<int> stars, PsfFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(detection);
        ArgumentNullException.ThrowIfNull(stars);
        options ??= new PsfFitOptions();
        if (stars.Count < Math.Max(options.MinStars, 1))
            return null;
        return Fit([.. stars.Select(i => new Offered(plane, detection, i))], Frame(plane), options);
    }

    /// <summary>
    /// Fits the PSF of a region to stars that were found in several planes; null when too few are good.
    /// </summary>
    /// <param name="stars">Sure stars, at most a few hundred.</param>
    /// <param name="region">The region in the image's 0-based pixels: first column and row, width and height.</param>
    /// <param name="options">Degrees and limits; null = defaults.</param>
    public static PsfModel? Fit(
        IReadOnlyList<StarPiece> stars, (int X, int Y, int Width, int Height) region, PsfFitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stars);
        options ??= new PsfFitOptions();
        return stars.Count < Math.Max(options.MinStars, 1)
            ? null
            : Fit([.. stars.Select(star => new Offered(star.Plane, star.Detection, 0))],
                Frame(region.X, region.Y, region.Width, region.Height), options);
    }

    private static PsfModel? Fit(
        List<Offered> stars, (double X, double Y, double Scale) frame, PsfFitOptions options)
    {
        double[] halfLight = [.. stars.Select(star => star.Source.HalfLightRadiusPix).Order()];
        double fwhm = FwhmPerHalfLight * halfLight[halfLight.Length / 2];
        int half = Math.Clamp((int)Math.Round(options.StampHalfFwhm * fwhm), 6, MaxStampHalfPix);
        List<(PsfStar Star, Plane Plane)> cut = [];
        foreach (var offered in stars)
        {
            if (PsfStar.Cut(offered.Plane, offered.Detection, offered.Index, half) is { } star)
                cut.Add((star, offered.Plane));
        }

        int degree = Degree(cut.Count, options);
        if (cut.Count < options.MinStars)
            return null;
        SetTerms(cut, degree, frame);
        return FitAndClip([.. cut.Select(pair => pair.Star)], degree, fwhm, frame, options);
    }

    private static PsfModel? FitAndClip(
        List<PsfStar> stars, int degree, double fwhm, (double X, double Y, double Scale) frame, PsfFitOptions options)
    {
        var fit = new PsfJointFit(stars, degree, fwhm);
        PsfStarVerdict[] verdicts = [];
        for (int round = 0; round < ClipRounds; round++)
        {
            double clip = round > 0 ? PixelClipSigma : 0;
            Parallel.ForEach(stars, star => star.Weigh(fit.At(star), options.ModelAccuracy, clip));
            fit.Minimise();
            verdicts = [.. stars.Zip(fit.Equations, PsfStarVerdict.Of)];
            var good = Good(stars, verdicts);
            if (good.Count < options.MinStars)
                return null;
            bool last = round == ClipRounds - 1 || (good.Count == stars.Count && round > 0);
            if (last)
                break;
            if (good.Count < stars.Count)
                fit.Keep(good.Contains);
        }

        return Model(fit, stars, verdicts, degree, frame);
    }

    private static PsfModel? Model(
        PsfJointFit fit, List<PsfStar> stars, PsfStarVerdict[] verdicts, int degree,
        (double X, double Y, double Scale) frame)
    {
        if (!stars.TrueForAll(star => fit.At(star).IsValid))
            return null;
        double[] chi2 = [.. verdicts.Select(v => v.Chi2).Where(c => c > 0).Order()];
        return new PsfModel
        {
            XRefPix = frame.X,
            YRefPix = frame.Y,
            ScalePix = frame.Scale,
            Degree = degree,
            Coefficients = fit.Coefficients(),
            StarCount = stars.Count,
            ResidualChi2 = chi2.Length > 0 ? chi2[chi2.Length / 2] : double.NaN,
            Rung = degree > 0 ? PsfRung.Local : PsfRung.Tile,
        };
    }

    private static int Degree(int stars, PsfFitOptions options)
    {
        int degree = stars >= options.MinStarsQuadratic ? 2 : stars >= options.MinStarsLinear ? 1 : 0;
        return Math.Clamp(options.MaxDegree, 0, degree);
    }

    // Positions count from the plane's centre in units of half its longer side: -1..1.
    private static (double X, double Y, double Scale) Frame(Plane plane)
        => Frame(plane.OriginX, plane.OriginY, plane.Width, plane.Height);

    private static (double X, double Y, double Scale) Frame(int x, int y, int width, int height)
        => (x + 0.5 * (width - 1), y + 0.5 * (height - 1), 0.5 * Math.Max(width, height));

    private static void SetTerms(
        List<(PsfStar Star, Plane Plane)> stars, int degree, (double X, double Y, double Scale) frame)
    {
        foreach (var (star, plane) in stars)
        {
            star.Terms = new double[PositionPolynomial.Count(degree)];
            double x = plane.OriginX + star.Corner.X + star.X, y = plane.OriginY + star.Corner.Y + star.Y;
            PositionPolynomial.Terms(degree, (x - frame.X) / frame.Scale, (y - frame.Y) / frame.Scale, star.Terms);
        }
    }

    // How far each star is off, 1 = at the limit. Offsets count from their median: outliers in the fit push all good
    // stars the same way.
    private static double[] Scores(PsfStarVerdict[] verdicts)
    {
        var fwhm = Band.Of(verdicts, v => v.LnFwhm, LeastLnFwhmClip);
        var e1 = Band.Of(verdicts, v => v.E1, LeastEllipticityClip);
        var e2 = Band.Of(verdicts, v => v.E2, LeastEllipticityClip);
        double[] chi2 = [.. verdicts.Select(v => v.Chi2).Order()];
        double chi2Limit = Math.Max(2 * chi2[chi2.Length / 2], 1.5);
        return Array.ConvertAll(verdicts, v =>
        {
            double shape = Math.Max(
                fwhm.Score(v.LnFwhm, v.LnFwhmError), Math.Max(e1.Score(v.E1, v.E1Error), e2.Score(v.E2, v.E2Error)));
            return double.IsNaN(shape) ? double.PositiveInfinity : Math.Max(shape, v.Chi2 / chi2Limit);
        });
    }

    // The worst go first: the others may only look bad because the worst pulled the fit.
    private static HashSet<PsfStar> Good(List<PsfStar> stars, PsfStarVerdict[] verdicts)
    {
        double[] scores = Scores(verdicts);
        double limit = Math.Max(1, ShareOfWorst * scores.Max());
        return [.. stars.Where((_, i) => scores[i] < limit)];
    }

    private readonly record struct Band(double Centre, double HalfWidth)
    {
        public static Band Of(PsfStarVerdict[] verdicts, Func<PsfStarVerdict, double> value, double least)
        {
            double[] values = [.. verdicts.Select(value).Where(double.IsFinite).Order()];
            if (values.Length == 0)
                return new Band(0, least);
            double centre = values[values.Length / 2];
            double[] distances = [.. values.Select(v => Math.Abs(v - centre)).Order()];
            return new Band(centre, Math.Max(least, ClipSigma * 1.4826 * distances[distances.Length / 2]));
        }

        public double Score(double value, double error) => Math.Abs(value - Centre) / (HalfWidth + ClipSigma * error);
    }

    private readonly record struct Offered(Plane Plane, DetectionResult Detection, int Index)
    {
        public DetectedSource Source => Detection.Sources[Index];
    }
}
