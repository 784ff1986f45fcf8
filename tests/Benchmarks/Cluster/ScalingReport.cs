using System.Globalization;

namespace GaLNet.Benchmarks.Cluster;

/// <summary>The figures of docs/scaling.md: one of them, or all, in seconds at a small size or in minutes at the full one.</summary>
internal static class ScalingReport
{
    private const int TileOrder = 10;

    public static async Task Print(TextWriter output, string[] args)
    {
        int Number(int place, int otherwise)
            => args.Length > place ? int.Parse(args[place], CultureInfo.InvariantCulture) : otherwise;
        switch (args[0])
        {
            case "storage":
                await StorageReport.Print(output, Number(1, 10_000));
                break;
            case "recording":
                await RecordingReport.Print(output, Number(1, 50_000), Number(2, 256));
                break;
            case "overhead":
                await OverheadReport.Print(output, Number(1, 4000), Number(2, TileOrder));
                break;
            case "silos":
                await OverheadReport.PrintSilos(output, Number(1, 2500));
                break;
            case "catalogue":
                await CatalogueReport.Print(output, Number(1, 1_000_000));
                break;
            default:
                var isFull = args is [_, "full", ..];
                await StorageReport.Print(output, isFull ? 20_000 : 1000);
                await RecordingReport.Print(output, isFull ? 100_000 : 8000, 256);
                await OverheadReport.Print(output, isFull ? 4000 : 1500, TileOrder);
                await OverheadReport.PrintSilos(output, isFull ? 2500 : 1500);
                await CatalogueReport.Print(output, isFull ? 1_000_000 : 20_000);
                break;
        }
    }
}
