namespace GaLNet.ClientCli.References;

/// <summary>How a catalogue states the flattening (and, in the last two, the direction).</summary>
internal enum AxisKind
{
    /// <summary>Axis ratio minor/major, ours.</summary>
    Ratio,

    /// <summary>Ellipticity 1 - minor/major.</summary>
    Ellipticity,

    /// <summary>(e1, e2) = (1 - q)/(1 + q) (cos 2 PA, sin 2 PA), as the Tractor's shape_e1, shape_e2.</summary>
    E1E2,

    /// <summary>Sizes along x and y and their correlation, as LSST's sersic_reff_x, sersic_reff_y, sersic_rho.</summary>
    Covariance,
}
