using System.Diagnostics;
using System.Globalization;
using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Silo.Clustering;
using GaLNet.Silo.Configuration;
using GaLNet.Sky.Healpix;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>
/// A large catalogue in PostgreSQL, asked through one silo as the commands <c>galaxy</c> and <c>cone</c> ask it, first
/// after a cold start of both, then again. One question at a time unless it says otherwise.
/// </summary>
internal static class CatalogueReport
{
    private const int Galaxies = 3000;
    private const int Cones = 1000;
    private const int AtOnce = 16;
    private const double RadiusArcsec = 60;
    private const double Billion = 1e9;

    public static async Task Print(TextWriter output, long galaxies)
    {
        using var database = await BenchDatabase.Start();
        var clock = Stopwatch.GetTimestamp();
        var catalogue = await SyntheticCatalogue.Write(database, galaxies, "galnet-2-r 0123456789abcdef");
        Line(output, $"== a catalogue of {catalogue.Galaxies} galaxies (and 0.3 times as many stars) in {catalogue.Tiles.Length} tiles");
        Line(output, $"written in           {Stopwatch.GetElapsedTime(clock).TotalSeconds:F0} s");
        await PrintBytes(output, database, catalogue.Galaxies);
        database.Down();
        database.ForgetFiles();
        clock = Stopwatch.GetTimestamp();
        database.Up(1);
        var up = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        await using var connection = await ClusterConnection.OpenAsync(
            new ClusterSettings { Database = database.Settings }, TimeSpan.FromSeconds(60), _ => { }, default);
        var ask = new Questions(connection.Client, catalogue);
        await ask.Galaxy(catalogue.Sample[0]);
        Line(output, $"cold restart         {Stopwatch.GetElapsedTime(clock).TotalSeconds:F1} s until a galaxy answers, PostgreSQL and silo from nothing in memory (the processes are up after {up:F1} s)");
        PrintMemory(output, database, "idle");
        var random = new Random(1);
        var some = Enumerable.Range(0, Galaxies).Select(_ => catalogue.Sample[random.Next(1, catalogue.Sample.Count)])
            .Distinct().ToArray();
        var places = Enumerable.Range(0, Cones).Select(_ => catalogue.Sample[random.Next(catalogue.Sample.Count)]).ToArray();
        output.WriteLine("                                          asked     median       p99   longest");
        // A silo that was just started compiles its code while it answers: counted, as it is for users.
        await Print(output, "galaxy, cold", some, ask.Galaxy);
        await Print(output, "galaxy, warm", some, ask.Galaxy);
        await Print(output, "cone of 1', cold tile", FirstOfEachTile(places, catalogue), ask.Cone);
        await Print(output, "cone of 1', any tile", places, ask.Cone);
        await Print(output, "cone of 1', again", places, ask.Cone);
        await Print(output, $"galaxy, any, {AtOnce} at once",
            [.. catalogue.Sample.Where((_, i) => i % Math.Max(1, catalogue.Sample.Count / 10_000) == 0)], ask.Galaxy, AtOnce);
        Line(output, $"rows in a cone       {(double)ask.Rows / ask.ConesAsked:F0} on average");
        PrintMemory(output, database, $"busy ({ask.TilesAsked} tiles and their galaxies active)");
    }

    private static long[] FirstOfEachTile(long[] places, SyntheticCatalogue catalogue)
        => [.. places.DistinctBy(place => place >> (2 * (29 - SyntheticCatalogue.TileOrder))).Take(catalogue.Tiles.Length)];

    private static async Task Print(
        TextWriter output, string what, long[] asked, Func<long, Task> ask, int atOnce = 1)
    {
        var seconds = new double[asked.Length];
        var next = -1;
        var clock = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(async _ =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < asked.Length;)
            {
                var start = Stopwatch.GetTimestamp();
                await ask(asked[i]);
                seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }));
        var wall = Stopwatch.GetElapsedTime(clock).TotalSeconds;
        Array.Sort(seconds);
        string At(double share) => string.Create(CultureInfo.InvariantCulture,
            $"{1000 * seconds[Math.Min(seconds.Length - 1, (int)(share * seconds.Length))],7:F2} ms");
        Line(output, $"{what,-40}{asked.Length,7}  {At(0.5)}  {At(0.99)}  {At(1)}   {asked.Length / wall:F0}/s");
    }

    private static async Task PrintBytes(TextWriter output, BenchDatabase database, long galaxies)
    {
        var all = await database.Ask("SELECT pg_total_relation_size('orleansstorage')");
        var index = await database.Ask("SELECT pg_indexes_size('orleansstorage')");
        var galaxyRows = await database.Ask(
            "SELECT sum(octet_length(PayloadBinary)) FROM OrleansStorage WHERE GrainTypeString = 'galaxy'");
        var pages = await database.Ask(
            "SELECT sum(octet_length(PayloadBinary)) FROM OrleansStorage WHERE GrainTypeString LIKE 'page%'");
        var sources = await database.Ask(
            "SELECT sum(octet_length(PayloadBinary)) FROM OrleansStorage WHERE GrainTypeString = 'tile' OR GrainTypeString LIKE 'sources/%'");
        Line(output, $"bytes per galaxy     {(double)all / galaxies:F0}: state {(double)galaxyRows / galaxies:F0}, page {(double)pages / galaxies:F0}, source list {(double)sources / galaxies:F0}, index {(double)index / galaxies:F0}, rest is PostgreSQL's");
        Line(output, $"10^9 galaxies        {all * (Billion / galaxies) / 1e12:F2} TB in one band, {Billion / SyntheticCatalogue.GalaxiesPerTile:F0} tiles");
    }

    private static void PrintMemory(TextWriter output, BenchDatabase database, string when)
        => Line(output, $"memory, {when,-12} silo {ProcessorTime.ResidentMiB(database.Silo(1))} MiB, PostgreSQL {ProcessorTime.FamilyMiB(database.Server)} MiB");

    private static void Line(TextWriter output, FormattableString text)
        => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>What the commands ask, and how often.</summary>
    private sealed class Questions(IClusterClient client, SyntheticCatalogue catalogue)
    {
        private readonly HashSet<string> _tiles = [];
        private readonly Lock _counting = new();

        public long Rows { get; private set; }

        public int ConesAsked { get; private set; }

        public int TilesAsked => _tiles.Count;

        /// <summary>As <c>galnet galaxy ID</c>: the directory, then the galaxy.</summary>
        public async Task Galaxy(long id)
        {
            var listing = await client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key).ListGalaxy(id);
            var tile = new HealpixCell(listing.TileOrder, id >> (2 * (29 - listing.TileOrder)));
            if (!listing.Tiles.Contains(tile.ToString()))
            {
                throw new InvalidOperationException($"tile {tile} is not in the catalogue");
            }

            var view = await client.GetGrain<IGalaxyGrain>(id).Get();
            if (view?.Fits.Length != 1)
            {
                throw new InvalidOperationException($"galaxy {id} is not there");
            }
        }

        /// <summary>As <c>galnet cone RA DEC 60</c> around a galaxy: the directory, then every tile that it names.</summary>
        public async Task Cone(long id)
        {
            var (ra, dec) = HealpixNested.Centre(29, id);
            var listing = await client.GetGrain<ICatalogueGrain>(ICatalogueGrain.Key)
                .ListCone(ra, dec, RadiusArcsec);
            var rows = 0;
            foreach (var tile in listing.Tiles)
            {
                rows += (await client.GetGrain<ITileGrain>(tile).Cone(ra, dec, RadiusArcsec)).Count;
                lock (_counting)
                {
                    _tiles.Add(tile);
                }
            }

            if (rows == 0)
            {
                throw new InvalidOperationException($"nothing around galaxy {id} in {catalogue.Tiles.Length} tiles");
            }

            (Rows, ConesAsked) = (Rows + rows, ConesAsked + 1);
        }
    }
}
