namespace GaLNet.Grains.Interfaces.Tiles;

/// <summary>One model on the pixels of a galaxy.</summary>
/// <param name="Model">[Size * Size] galaxy + neighbours + sky, counts; empty when it cannot be drawn.</param>
/// <param name="Chi2Reff">Reduced χ² (GaLNet I, Eq. 11) inside the model's own effective ellipse; NaN if none.</param>
/// <param name="Chi2Common">The same inside the ellipse that all models share; NaN if none.</param>
[GenerateSerializer, Immutable, Alias("GaLNet.ModelOnPixels")]
public sealed record ModelOnPixels(
    [property: Id(0)] float[] Model, [property: Id(1)] double Chi2Reff, [property: Id(2)] double Chi2Common);
