using Orleans.Configuration;

namespace GaLNet.Silo.Clustering;

/// <summary>
/// How soon a silo that does not answer is given up. Silos probe each other; two missed probes of 2 s and the vote of
/// one are enough: meant to be short for a killed silo's galaxies, and long enough not to mistake a busy one for dead.
/// </summary>
internal static class FailureDetection
{
    /// <summary>A call that takes longer is given up; its outcome is then unknown, and recording again is harmless.</summary>
    public static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeadRowsKept = TimeSpan.FromDays(1);

    /// <summary>Sets the options of a silo.</summary>
    public static void Set(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = Probe;
        membership.MaxProbeTimeout = LongestProbe;
        membership.NumMissedProbesLimit = 2;
        membership.NumVotesForDeathDeclaration = 1;
        membership.TableRefreshTimeout = Refresh;
        membership.IAmAliveTablePublishTimeout = Refresh;
        membership.DefunctSiloExpiration = DeadRowsKept;
        membership.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
    }
}
