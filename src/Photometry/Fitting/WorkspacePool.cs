using System.Collections.Concurrent;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>Workspaces by size of stamp and PSF, lent to one thread at a time.</summary>
internal sealed class WorkspacePool
{
    private readonly ConcurrentDictionary<StampGrid, ConcurrentBag<FitWorkspace>> _bags = new();

    /// <summary>Lends a workspace for a stamp and PSF; fails when their pixels are not as many as they say.</summary>
    public Loan Borrow(Stamp stamp, PsfStamp psf)
    {
        RequireSizes(stamp, psf);
        var grid = StampGrid.For(stamp.Width, stamp.Height, psf);
        var bag = _bags.GetOrAdd(grid, static _ => []);
        return new Loan(bag, bag.TryTake(out var workspace) ? workspace : new FitWorkspace(grid));
    }

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

    /// <summary>A workspace until it is given back.</summary>
    public readonly ref struct Loan(ConcurrentBag<FitWorkspace> bag, FitWorkspace workspace)
    {
        public FitWorkspace Workspace => workspace;

        public void Dispose() => bag.Add(workspace);
    }
}
