using BenchmarkDotNet.Attributes;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Benchmarks;

/// <summary>One galaxy drawn into a stamp with a 25 x 25 PSF.</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private float[] _image = [];
    private ModelRenderer _model = null!;
    private ConvolvedRenderer _derivatives = null!;
    private ModelPlanes _planes = null!;
    private PsfStamp _psf = null!;
    private SersicProfile _profile;

    /// <summary>Sérsic index: exponential disk and de Vaucouleurs.</summary>
    [Params(1.0, 4.0)]
    public double Index { get; set; }

    /// <summary>Pixels per side.</summary>
    [Params(61, 151)]
    public int Side { get; set; }

    /// <summary>Draws one PSF and makes both renderers.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _psf = MockPsfPriors.KidsR.Draw(new RandomStream(1, 0)).ToStamp(25, 0.2);
        _model = new ModelRenderer(Side, Side, _psf);
        _derivatives = new ConvolvedRenderer(StampGrid.For(Side, Side, 25, 25, 1));
        _derivatives.SetPsf(_psf);
        _planes = new ModelPlanes(_derivatives.Grid);
        _image = new float[Side * Side];
        _profile = new SersicProfile(Side / 2 + 0.3, Side / 2 - 0.2, 1, 4, 0.7, 30, Index);
    }

    /// <summary>The model image.</summary>
    [Benchmark]
    public void Model() => _model.Add(_profile, _image);

    /// <summary>The model and its six derivatives.</summary>
    [Benchmark]
    public void ModelAndDerivatives()
        => _derivatives.DrawSersic(0.3, -0.2, Shape.Of(_profile), _profile.Index, _planes);

    /// <summary>A new PSF: its transform on the stamp's frequencies.</summary>
    [Benchmark]
    public void Psf() => _derivatives.SetPsf(_psf);
}
