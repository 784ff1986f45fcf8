namespace GaLNet.Inference;

/// <summary>
/// What a GaLNet network file (ONNX) looks like from outside: the one thing that training, serving and a user's own
/// script agree on. N is the batch, float32 everywhere.
/// </summary>
public static class NetworkContract
{
    /// <summary>Version of this contract, stored in the file under <see cref="ContractKey"/>.</summary>
    public const string Version = "1";

    /// <summary>Pixels per side of the galaxy's stamp.</summary>
    public const int StampSize = 61;

    /// <summary>Pixels per side of the PSF's stamp.</summary>
    public const int PsfSize = 25;

    /// <summary>Input [N, 1, 61, 61]: counts, sky subtracted, every pixel finite.</summary>
    public const string Stamp = "stamp";

    /// <summary>Input [N, 1, 25, 25]: the PSF with the pixel's response, unit sum; GaLNet-2 only.</summary>
    public const string Psf = "psf";

    /// <summary>Input [N, 1]: standard deviation of the sky per pixel, counts.</summary>
    public const string SkySigma = "sky_sigma";

    /// <summary>Input [N, 1]: electrons per count.</summary>
    public const string Gain = "gain";

    /// <summary>Input [N, 1]: magnitude of one count.</summary>
    public const string ZeroPoint = "zero_point";

    /// <summary>Input [N, 1]: arcsec per pixel.</summary>
    public const string PixelScale = "pixel_scale";

    /// <summary>
    /// Output [N, 7]: x and y (arcsec from the centre of the central pixel, along columns and rows), mag (total),
    /// r_eff (arcsec, semi-major), q, pa (degrees counter-clockwise from +x, [0, 180)), n.
    /// </summary>
    public const string Parameters = "parameters";

    /// <summary>Output [N, 7]: half widths of the central 68.3 % intervals, in the units of the parameters.</summary>
    public const string Errors = "errors";

    /// <summary>Output [N, 7]: half widths of the central 95 % intervals, in the units of the parameters.</summary>
    public const string Errors95 = "errors95";

    /// <summary>Number of parameters.</summary>
    public const int ParameterCount = 7;

    /// <summary>Metadata: <see cref="Version"/>.</summary>
    public const string ContractKey = "galnet.contract";

    /// <summary>Metadata: engine's word the network serves, <c>galnet-1</c> or <c>galnet-2</c>.</summary>
    public const string EngineKey = "galnet.engine";

    /// <summary>Metadata: name of the network, for example <c>galnet-2-paper</c>.</summary>
    public const string NameKey = "galnet.name";

    /// <summary>Metadata: version of the weights, for example <c>1.0</c>.</summary>
    public const string VersionKey = "galnet.version";

    /// <summary>Metadata: SHA-256 of the weights in hexadecimal, over the initializers in file order.</summary>
    public const string WeightsKey = "galnet.weights_sha256";

    /// <summary>Metadata: JSON of the training configuration.</summary>
    public const string TrainingKey = "galnet.training";

    /// <summary>Metadata: JSON of the ranges the network was trained on (see <c>TrainingDomain</c>).</summary>
    public const string DomainKey = "galnet.domain";

    /// <summary>Metadata: JSON of the measured figures.</summary>
    public const string MetricsKey = "galnet.metrics";
}
