namespace GaLNet.Sky.Surveys;

/// <summary>A plane that belongs to an image.</summary>
/// <param name="Path">File, with the HDU in brackets when it is one of several.</param>
/// <param name="Meaning">What its values mean.</param>
/// <param name="Source">How it was found.</param>
public sealed record SurveyPlane(string Path, PlaneMeaning Meaning, string Source)
{
    /// <summary>Of a mask: the names of its bits; null for other planes.</summary>
    public MaskBits? Bits { get; init; }
}
