using System.Collections.Concurrent;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// The standard method: χ² minimisation of a PSF-convolved Sérsic profile and a local sky, as 2DPHOT and GALFIT do.
/// Thread-safe; workspaces are pooled by stamp and PSF size.
/// </summary>
public sealed class Chi2Engine : IFitEngine
{
    /// <summary>Model evaluations after which a fit stops with <see cref="FitFlags.NotConverged"/>.</summary>
    public const int MaxEvaluations = 60;

    private readonly ConcurrentDictionary<StampGrid, ConcurrentBag<FitWorkspace>> _pool = new();

    /// <inheritdoc/>
    public string Name => "chi2";

    /// <inheritdoc/>
    public string ModelId => "chi2-1";

    /// <inheritdoc/>
    public SersicFit Measure(Stamp stamp, PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(psf);
        RequireSizes(stamp, psf);
        var bag = Pool(stamp, psf);
        if (!bag.TryTake(out var workspace))
            workspace = new FitWorkspace(Grid(stamp, psf));
        try
        {
            return TargetFit.Run(workspace, stamp, psf);
        }
        finally
        {
            bag.Add(workspace);
        }
    }

    /// <inheritdoc/>
    public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(stamp);
        ArgumentNullException.ThrowIfNull(psf);
        var image = new float[stamp.Width * stamp.Height];
        Array.Fill(image, (float)fit.Sky);
        var renderer = new ModelRenderer(stamp.Width, stamp.Height, psf);
        renderer.Add(fit.Profile, image);
        foreach (var neighbour in fit.FittedNeighbours)
            renderer.Add(neighbour, image);
        return image;
    }

    private static StampGrid Grid(Stamp stamp, PsfStamp psf)
        => StampGrid.For(stamp.Width, stamp.Height, psf);

    private static void RequireSizes(Stamp stamp, PsfStamp psf)
    {
        if (stamp.Pixels.Length != stamp.Width * stamp.Height)
        {
            throw new ArgumentException($"The stamp says {stamp.Width}x{stamp.Height} pixels but holds "
                + $"{stamp.Pixels.Length}: pass as many as Width * Height.", nameof(stamp));
        }
        if (psf.Pixels.Length != psf.Width * psf.Height || psf.Sampling < 1)
        {
            throw new ArgumentException($"The PSF says {psf.Width}x{psf.Height} pixels, sampling {psf.Sampling}, but "
                + $"holds {psf.Pixels.Length}: pass Width * Height pixels and a sampling of 1 or more.", nameof(psf));
        }
    }

    private ConcurrentBag<FitWorkspace> Pool(Stamp stamp, PsfStamp psf)
        => _pool.GetOrAdd(Grid(stamp, psf), static _ => []);
}
