namespace GaLNet.Silo.Configuration;

/// <summary>What a silo keeps its catalogue in.</summary>
public enum SiloMode
{
    /// <summary>One process on one SQLite file.</summary>
    Embedded,
    /// <summary>Many processes on one PostgreSQL database.</summary>
    Cluster,
}
