using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Fitting;

/// <summary>
/// All buffers that one fit needs, for one size of stamp and PSF image; reused, one per thread at a time.
/// </summary>
internal sealed class FitWorkspace
{
    private readonly Stack<Component> _spare = new();
    private readonly List<Component> _saved = [];
    private double _savedSky;
    private PsfStamp? _psf;
    private bool _psfIsUsable;

    public FitWorkspace(StampGrid grid)
    {
        Renderer = new ConvolvedRenderer(grid);
        Scene = new Scene(Renderer);
        Minimiser = new LevenbergMarquardt(Scene);
        Finder = new NeighbourFinder(Scene);
        OwnVariance = new float[Scene.Pixels.Variance.Length];
    }

    public ConvolvedRenderer Renderer { get; }

    public Scene Scene { get; }

    public LevenbergMarquardt Minimiser { get; }

    public NeighbourFinder Finder { get; }

    /// <summary>Sources that may be drawn for the present measurement: bounds its time.</summary>
    public int MaxDrawn { get; set; }

    /// <summary>True when faint residual peaks far from the target are left out, not fitted.</summary>
    public bool LeavesPeaksOut { get; set; }

    /// <summary>Detected neighbours that take part.</summary>
    public List<Neighbour> Given { get; } = [];

    /// <summary>Detected neighbours whose pixels are left out.</summary>
    public List<Neighbour> Apart { get; } = [];

    /// <summary>Room for a variance map in which other sources' pixels are left out.</summary>
    public float[] OwnVariance { get; }

    /// <summary>Rms width of the PSF per axis, pixels.</summary>
    public double PsfSigma => Math.Sqrt(0.5 * (PsfMoments.Xx + PsfMoments.Yy));

    /// <summary>Moments of the PSF, image pixels.</summary>
    public WindowedMoments PsfMoments { get; private set; }

    /// <summary>Sources whose shape is being fitted, 1 at least: what a model evaluation draws.</summary>
    public int FreeSources
    {
        get
        {
            var count = 0;
            foreach (var source in Scene.Sources)
                count += source.NeedsDerivatives ? 1 : 0;
            return Math.Max(1, count);
        }
    }

    /// <summary>Sets the PSF unless it is the one already set; false when it holds no light.</summary>
    /// <param name="psf">The PSF.</param>
    /// <param name="forDrawing">True in workspaces that only draw: the PSF's width is not measured.</param>
    public bool SetPsf(PsfStamp psf, bool forDrawing = false)
    {
        if (!ReferenceEquals(psf, _psf))
        {
            _psf = psf;
            _psfIsUsable = Renderer.SetPsf(psf);
            if (_psfIsUsable && !forDrawing)
            {
                PsfMoments = StartingPoint.OfPsf(psf);
                Finder.SetPsfWidth(PsfSigma);
            }
        }
        return _psfIsUsable;
    }

    /// <summary>Empties the scene and takes a component for a new first source.</summary>
    public void Clear()
    {
        foreach (var source in Scene.Sources)
            _spare.Push(source);
        Scene.Sources.Clear();
    }

    /// <summary>Adds a source to the scene, all of its parameters free.</summary>
    public Component Add()
    {
        var source = _spare.Count > 0 ? _spare.Pop() : new Component(Scene.Grid);
        source.Freedom = Freedom.All;
        source.IsShapeGiven = false;
        source.IsLeftover = false;
        source.ForgetDrawn();
        Array.Clear(source.PriorWeight);
        source.IsPoint = false;
        Scene.Sources.Add(source);
        return source;
    }

    /// <summary>Remembers the scene without its newest source.</summary>
    public void SaveWithoutLast() => Save(Scene.Sources.Count - 1);

    /// <summary>Remembers the scene.</summary>
    public void Save() => Save(Scene.Sources.Count);

    private void Save(int count)
    {
        foreach (var saved in _saved)
            _spare.Push(saved);
        _saved.Clear();
        for (var i = 0; i < count; i++)
        {
            var copy = _spare.Count > 0 ? _spare.Pop() : new Component(Scene.Grid);
            copy.ForgetDrawn();
            copy.CopyFrom(Scene.Sources[i]);
            _saved.Add(copy);
        }
        _savedSky = Scene.Sky;
    }

    /// <summary>Goes back to the remembered scene.</summary>
    public void RestoreSaved()
    {
        Clear();
        Scene.Sources.AddRange(_saved);
        _saved.Clear();
        Scene.Sky = _savedSky;
    }

    /// <summary>Takes a source out of the scene.</summary>
    public void Remove(Component source)
    {
        if (Scene.Sources.Remove(source))
            _spare.Push(source);
    }
}
