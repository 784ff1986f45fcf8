using System.CommandLine;
using System.CommandLine.Parsing;
using GaLNet.Inference;

namespace GaLNet.ClientCli.Commands;

/// <summary>Options that several verbs share, so that they are spelled and checked in one place.</summary>
internal static class CommonOptions
{
    /// <summary>Smallest stamp that holds a galaxy and some sky.</summary>
    public const int SmallestStamp = 15;

    public static Option<string> Store() => new("--store")
    {
        Description = "The catalogue: one SQLite file.",
        DefaultValueFactory = _ => "./galnet.db",
        HelpName = "DB",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON instead of a table." };

    public static Option<string> Engine() => KeptToEngines(new("--engine")
    {
        Description = "chi2: a fit of PSF and profile. galnet-1: network, stamp alone. galnet-2: network, stamp and "
            + "PSF. hybrid: a fit that knows what galnet-2 says.",
        DefaultValueFactory = _ => EngineNames.Chi2,
        HelpName = "ENGINE",
    });

    public static Option<string?> Model() => new("--model")
    {
        Description = "Network to use (.onnx) with galnet-1, galnet-2 or hybrid. Default: the newest of that name "
            + "among the shipped ones, or in the folder GALNET_MODELS.",
        HelpName = "FILE",
    };

    public static Option<int> StampSize()
    {
        var option = new Option<int>("--stamp-size")
        {
            Description = "Side of the stamps in pixels, odd.",
            DefaultValueFactory = _ => 61,
            HelpName = "PIXELS",
        };
        option.Validators.Add(result => Check(result, result.GetValueOrDefault<int>(),
            size => size >= SmallestStamp && size % 2 == 1, $"an odd number of at least {SmallestStamp} pixels"));
        return option;
    }

    public static Option<double> MinSignalToNoise()
    {
        var option = new Option<double>("--min-sn")
        {
            Description = "Sources below this S/N (inside 1.5 arcsec) are listed, not fitted.",
            DefaultValueFactory = _ => 50,
            HelpName = "SN",
        };
        option.Validators.Add(result => Check(result, result.GetValueOrDefault<double>(),
            sn => double.IsFinite(sn) && sn >= 0, "a number of 0 or more"));
        return option;
    }

    public static Option<string> Out(string what, string helpName, bool required = true) => new("--out", "-o")
    {
        Description = what,
        Required = required,
        HelpName = helpName,
    };

    public static Option<string?> Plot(string what) => new("--plot") { Description = what, HelpName = "PNG" };

    /// <summary>An optional number.</summary>
    public static Option<double?> Number(string name, string description, string helpName) => Finite(
        new Option<double?>(name) { Description = description, HelpName = helpName });

    /// <summary>An optional number above zero.</summary>
    public static Option<double?> Positive(string name, string description, string helpName)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = helpName };
        option.Validators.Add(result => Check(result, result.GetValueOrDefault<double?>(),
            value => value is null or > 0 and < double.PositiveInfinity, "a number above 0"));
        return option;
    }

    /// <summary>Adds an error that says what was found and what was expected.</summary>
    public static void Check<T>(SymbolResult result, T value, Func<T, bool> isRight, string expected)
    {
        if (!isRight(value))
        {
            var name = result is OptionResult option ? option.Option.Name : ((ArgumentResult)result).Argument.Name;
            result.AddError($"{name} is {value}; it must be {expected}.");
        }
    }

    private static Option<double?> Finite(Option<double?> option)
    {
        option.Validators.Add(result => Check(result, result.GetValueOrDefault<double?>(),
            value => value is null || double.IsFinite(value.Value), "a finite number"));
        return option;
    }

    private static Option<string> KeptToEngines(Option<string> option)
    {
        option.Validators.Add(result => Check(result, result.GetValueOrDefault<string>(),
            EngineNames.IsKnown, $"one of {string.Join(", ", EngineNames.All)}"));
        return option;
    }
}
