using Microsoft.AspNetCore.Builder;
using Orleans.Dashboard;
using Orleans.Hosting;

namespace GaLNet.Silo.Monitoring;

/// <summary>Orleans' dashboard: activations, calls and their times. It asks nobody for a password.</summary>
internal static class Dashboards
{
    private const string Path = "/dashboard";

    /// <summary>Adds it to a silo.</summary>
    public static void Add(ISiloBuilder silo) => silo.AddDashboard(dashboard => dashboard.HideTrace = true);

    /// <summary>Shows it.</summary>
    public static void Map(WebApplication application) => application.MapOrleansDashboard(Path);
}
