namespace GaLNet.Photometry.Statistics;

/// <summary>Scores of the galaxies whose true magnitude lies in one interval.</summary>
/// <param name="FromMag">Lower edge, included.</param>
/// <param name="ToMag">Upper edge, excluded.</param>
/// <param name="Scores">Their scores (without bins of its own).</param>
public sealed record ScoreBin(double FromMag, double ToMag, ScoreTable Scores);
