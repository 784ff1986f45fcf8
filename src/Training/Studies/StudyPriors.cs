using GaLNet.Photometry.Mocks;

namespace GaLNet.Training.Studies;

/// <summary>The samples of the Appendix: both distributions are changed at the same time, the ranges stay.</summary>
internal static class StudyPriors
{
    /// <summary>The sample.</summary>
    public static MockPriors Of(PriorShift shift) => shift switch
    {
        PriorShift.Paper => MockPriors.Paper,
        PriorShift.Peak30 => MockPriors.PeaksMoved(1.3),
        PriorShift.Peak50 => MockPriors.PeaksMoved(1.5),
        PriorShift.Flat => MockPriors.FlatSizeAndIndex,
        _ => throw new ArgumentOutOfRangeException(nameof(shift), shift, "Not one of the Appendix's samples."),
    };

    /// <summary>How tables name it.</summary>
    public static string Title(PriorShift shift) => shift switch
    {
        PriorShift.Paper => "Table 1",
        PriorShift.Peak30 => "peaks +30 %",
        PriorShift.Peak50 => "peaks +50 %",
        _ => "flat",
    };
}
