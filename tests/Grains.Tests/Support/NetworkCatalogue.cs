using GaLNet.Grains.Interfaces.Models;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Serving;
using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Grains.Tests.Support;

/// <summary>Catalogues whose networks are fakes, and the commands that tests give about models.</summary>
internal static class NetworkCatalogue
{
    public static readonly MeasureSettings Network = new() { Engine = "galnet-2", StampSize = 31 };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Opens a catalogue with these networks; eight stamps go to them together.</summary>
    public static Task<TestCatalogue> Open(
        string store, FakeNetworkFormat networks, int tileOrder = 7, Action<IServiceCollection>? configure = null)
        => TestCatalogue.Open(store, tileOrder, configure: services =>
        {
            services.AddSingleton<INetworkFormat>(networks);
            services.Configure<GrainsOptions>(options => options.NetworkGroupSize = 8);
            configure?.Invoke(services);
        });

    public static IModelsGrain Models(this TestCatalogue catalogue)
        => catalogue.Silo.Client.GetGrain<IModelsGrain>(IModelsGrain.Key);

    /// <summary>Publishes and activates a version of galnet-2; returns its id.</summary>
    public static async Task<string> Swap(this TestCatalogue catalogue, string version)
        => (await catalogue.Models().Publish(FakeNetworkFormat.File(version), true, Stop)).Model.ModelId;
}
