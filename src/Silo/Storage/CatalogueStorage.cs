using GaLNet.Grains;
using GaLNet.Silo.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace GaLNet.Silo.Storage;

/// <summary>Gives a silo the one store of a catalogue.</summary>
internal static class CatalogueStorage
{
    /// <summary>How a state becomes bytes: Orleans' binary format, compressed when it is large.</summary>
    public static CompressingSerializer SerializerOf(IServiceProvider services)
        => new CompressingSerializer(services.GetRequiredService<Serializer>());

    /// <summary>On a SQLite file.</summary>
    public static void AddSqlite(IServiceCollection services, string path)
    {
        services.AddSingleton(_ => new OneWriter(path));
        services.AddGrainStorage(GrainStores.Catalogue, (provider, _) =>
        {
            var rows = new SqliteRows(path, SiloNames.Service, provider.GetRequiredService<OneWriter>());
            return Create(provider, rows, rows);
        });
    }

    /// <summary>On a PostgreSQL database.</summary>
    public static void AddPostgres(IServiceCollection services, DatabaseSettings database)
        => services.AddGrainStorage(GrainStores.Catalogue, (provider, _) =>
        {
            var rows = new PostgresRows(database, SiloNames.Service);
            return Create(provider, new PatientRows(rows, database), rows);
        });

    private static CombiningStorage Create(IServiceProvider provider, IRowStore rows, IAsyncDisposable owned) => new(
        rows, SerializerOf(provider), provider.GetRequiredService<IActivatorProvider>(),
        state => state == SiloNames.GalaxyState,
        state => state.StartsWith(SiloNames.PageState, StringComparison.Ordinal), owned);
}
