using GaLNet.Photometry.Mocks;

namespace GaLNet.Training.Studies;

/// <summary>The samples of the Appendix: both distributions are changed at the same time, the ranges stay.</summary>
internal static class StudyPriors
{
    /// <summary>The sample.</summary>
    public static MockPriors Of(PriorShift shift) => shift switch
    {
        PriorShift.Paper => MockPriors.Paper,
        PriorShift.Peak30 => Moved(1.3),
        PriorShift.Peak50 => Moved(1.5),
        PriorShift.Flat => MockPriors.Paper with { ReffArcsec = Prior.Uniform(0.2, 4), Index = Prior.Uniform(0.1, 8) },
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

    private static MockPriors Moved(double factor) => MockPriors.Paper with
    {
        ReffArcsec = Prior.LogNormal(-0.1 + Math.Log10(factor), 0.4, 0.2, 4),
        Index = Prior.FDistribution(30, 5, 0.1, 8, factor),
    };
}
