using BenchmarkDotNet.Attributes;
using GaLNet.Photometry.Mocks;
using GaLNet.Sky.Fits;

namespace GaLNet.Benchmarks;

/// <summary>Stamps cut out of a float image of 6000 x 6000 pixels on disk.</summary>
public class FitsBenchmarks
{
    private const int Side = 6000;
    private const int StampSide = 61;
    internal const int Count = 256;
    private readonly float[] _stamp = new float[StampSide * StampSide];
    private readonly (int X, int Y)[] _places = new (int, int)[Count];
    private string _path = "";
    private FitsFile _file = null!;
    private FitsImage _image = null!;

    /// <summary>Writes the image and draws the places.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _path = Path.Combine(Path.GetTempPath(), $"galnet-bench-{Environment.ProcessId}.fits");
        using (var writer = FitsFileWriter.Create(_path))
        {
            writer.WriteImage(new float[Side * Side], Side, Side);
            writer.Commit();
        }

        var random = new RandomStream(1, 0);
        for (var i = 0; i < Count; i++)
            _places[i] = (
                (int)((Side - StampSide) * random.NextUniform()), (int)((Side - StampSide) * random.NextUniform()));
        _file = FitsFile.Open(_path);
        _image = _file.Image();
    }

    /// <summary>Closes and deletes the image.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    /// <summary>One 61 x 61 window, byte-swapped, from the page cache.</summary>
    [Benchmark(OperationsPerInvoke = Count)]
    public void Window()
    {
        foreach (var (x, y) in _places) _image.ReadWindow(x, y, StampSide, StampSide, _stamp);
    }

    /// <summary>The whole image of 144 MB.</summary>
    [Benchmark]
    public int WholeImage() => _image.ReadPlane().Length;
}
