using GaLNet.Grains.Interfaces;
using GaLNet.Silo;

// galnet-silo --store FILE [--tile-order N] [--verbose]: the embedded silo in the foreground, until it is told to stop.
string? store = null;
var options = new EmbeddedSiloOptions();
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--store" when i + 1 < args.Length:
            store = args[++i];
            break;
        case "--tile-order" when i + 1 < args.Length
            && int.TryParse(args[i + 1], out var order) && order is >= 0 and <= 20:
            options = options with { TileOrder = order };
            i++;
            break;
        case "--verbose":
            options = options with { Verbose = true };
            break;
        default:
            await Console.Error.WriteLineAsync(
                $"galnet-silo: unexpected '{args[i]}'; use galnet-silo --store FILE [--tile-order 0..20] [--verbose].");
            return 2;
    }
}

try
{
    await using var silo = await GaLNetSilo.StartEmbeddedAsync(store ?? "galnet.db", options);
    await Console.Error.WriteLineAsync($"galnet-silo: serving {silo.StorePath}; Ctrl-C stops.");
    await silo.WaitForShutdownAsync();
    return 0;
}
catch (StoreException exception)
{
    await Console.Error.WriteLineAsync($"galnet-silo: {exception.Message}");
    return 1;
}
