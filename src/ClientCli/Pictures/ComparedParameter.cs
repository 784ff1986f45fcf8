namespace GaLNet.ClientCli.Pictures;

/// <summary>Pairs of numbers of many galaxies; a panel of <see cref="MeasuredVersusTrue"/>.</summary>
/// <param name="Abscissa">Label with unit, e.g. <c>true rEff / arcsec</c>.</param>
/// <param name="Ordinate">Label with unit.</param>
/// <param name="X">Abscissae.</param>
/// <param name="Y">Ordinates, paired.</param>
/// <param name="Errors">1-sigma errors of the ordinates, or NaN.</param>
/// <param name="IsLogarithmic">True to draw decades.</param>
/// <param name="Note">Figures written into the panel.</param>
/// <param name="IsIdentity">True where both should be equal: the diagonal is drawn; else the two zero lines.</param>
internal sealed record ComparedParameter(
    string Abscissa, string Ordinate, double[] X, double[] Y, double[] Errors, bool IsLogarithmic, string Note,
    bool IsIdentity = true);
