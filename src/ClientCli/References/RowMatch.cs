namespace GaLNet.ClientCli.References;

/// <summary>A row of a reference and the galaxy it belongs to.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="GalaxyId">The galaxy, when matched.</param>
/// <param name="SeparationArcsec">Distance from the nearest galaxy; NaN when there is none within the radius.</param>
/// <param name="IsAmbiguous">More than one galaxy or row lay within the radius.</param>
internal readonly record struct RowMatch(
    MatchOutcome Outcome, long GalaxyId, double SeparationArcsec, bool IsAmbiguous);
