using GaLNet.Photometry.Fitting;

namespace GaLNet.ClientCli.Session;

/// <summary>The engines that <c>--engine</c> can name.</summary>
internal static class Engines
{
    private static readonly Dictionary<string, Func<IFitEngine>> Makers = new(StringComparer.Ordinal)
    {
        ["chi2"] = () => new Chi2Engine(),
    };

    /// <summary>Their words.</summary>
    public static IReadOnlyCollection<string> Names => Makers.Keys;

    /// <summary>True when there is such an engine.</summary>
    public static bool IsKnown(string? name) => name is not null && Makers.ContainsKey(name);

    /// <summary>The engine itself; thread-safe.</summary>
    public static IFitEngine Make(string name) => Makers[name]();
}
