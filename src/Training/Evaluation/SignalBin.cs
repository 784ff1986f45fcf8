using System.Globalization;

namespace GaLNet.Training.Evaluation;

/// <summary>An interval of S/N; the three of them hold about a third of the paper's sample each.</summary>
/// <param name="From">Lower edge, included.</param>
/// <param name="To">Upper edge, excluded.</param>
internal readonly record struct SignalBin(double From, double To)
{
    /// <summary>All, and the three intervals.</summary>
    public static IReadOnlyList<SignalBin> All { get; } =
        [new(0, double.PositiveInfinity), new(0, 70), new(70, 110), new(110, double.PositiveInfinity)];

    /// <summary>How tables name it.</summary>
    public string Name => (From, To) switch
    {
        (0, double.PositiveInfinity) => "all",
        (0, _) => string.Create(CultureInfo.InvariantCulture, $"S/N < {To}"),
        (_, double.PositiveInfinity) => string.Create(CultureInfo.InvariantCulture, $"S/N > {From}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"S/N {From}-{To}"),
    };

    /// <summary>True for a value inside.</summary>
    public bool Holds(double signalToNoise) => signalToNoise >= From && signalToNoise < To;
}
