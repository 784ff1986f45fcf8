namespace GaLNet.Cluster.Tests.Support;

/// <summary>A cluster of its own whose database lies on a disk that can be filled.</summary>
public sealed class SmallCluster : LocalCluster
{
    internal SmallDisk Disk { get; private set; } = null!;

    public override ValueTask InitializeAsync()
    {
        if (!CanBeMade)
        {
            return ValueTask.CompletedTask;
        }

        Disk = SmallDisk.On(Path.Combine(State, "postgres"));
        return base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (CanBeMade)
        {
            Disk.MakeRoom();
            await Script("down");
            Disk.Dispose();
        }

        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>True where PostgreSQL is, and a disk can be made.</summary>
    public static bool CanBeMade => Postgres.IsHere && SmallDisk.CanBeMade;
}
