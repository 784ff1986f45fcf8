using System.Diagnostics;
using GaLNet.Grains.Interfaces.Tiles;

namespace GaLNet.Grains.Tiles;

/// <summary>What a tile's work is doing and where its time goes. Lives as long as the activation.</summary>
internal sealed class TileProgress
{
    private long _started;
    private double _wall;
    private bool _isRunning;

    /// <summary>What is going on.</summary>
    public TilePhase Phase { get; set; }

    /// <summary>One sentence when it failed.</summary>
    public string? Message { get; private set; }

    /// <summary>Fits made since the work was started.</summary>
    public int Fitted { get; set; }

    /// <summary>Fits recorded since the work was started.</summary>
    public int Recorded { get; set; }

    /// <summary>Seconds of each step.</summary>
    public double Read { get; set; }

    /// <summary>Detecting.</summary>
    public double Detect { get; set; }

    /// <summary>Modelling PSFs.</summary>
    public double Psf { get; set; }

    /// <summary>Cutting stamps and making their PSFs, CPU.</summary>
    public double Cut { get; set; }

    /// <summary>Waiting for networks.</summary>
    public double Infer { get; set; }

    /// <summary>Fitting, CPU.</summary>
    public double Fit { get; set; }

    /// <summary>Recording, wall.</summary>
    public double Record { get; set; }

    /// <summary>The steps and the wall time so far.</summary>
    public StepSeconds Seconds => new(
        Read, Detect, Psf, Fit, Record, _isRunning ? Stopwatch.GetElapsedTime(_started).TotalSeconds : _wall, Cut,
        Infer);

    /// <summary>New work begins.</summary>
    public void Start()
    {
        (Fitted, Recorded, Read, Detect, Psf, Fit, Record, Cut, Infer) = (0, 0, 0, 0, 0, 0, 0, 0, 0);
        Message = null;
        _started = Stopwatch.GetTimestamp();
        _isRunning = true;
    }

    /// <summary>The work is over: done, paused, or failed with a sentence.</summary>
    public void End(string? failure)
    {
        _wall = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        _isRunning = false;
        Message = failure;
        Phase = failure is null ? TilePhase.Idle : TilePhase.Failed;
    }
}
