using Npgsql;

namespace GaLNet.Silo.Configuration;

/// <summary>Which PostgreSQL database a cluster lives in: membership, reminders and every grain's state.</summary>
public sealed record DatabaseSettings
{
    private const int ConnectSeconds = 15;
    private const int StatementSeconds = 30;

    /// <summary>Host name, address, or folder of a Unix socket.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>TCP port.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>Name of the database.</summary>
    public string Name { get; init; } = "galnet";

    /// <summary>Role to log in as.</summary>
    public string User { get; init; } = "galnet";

    /// <summary>Password; null = the server asks for none. Never part of a message or a log.</summary>
    public string? Password { get; init; }

    /// <summary>Connections that a silo holds at most.</summary>
    public int MaxConnections { get; init; } = 20;

    /// <summary>Seconds for which a request waits for a database that does not answer before it fails.</summary>
    public int PatienceSeconds { get; init; } = 10;

    /// <summary>For people: where, without the password.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}/{Name}";

    /// <summary>How Orleans and we connect; holds the password.</summary>
    internal string ConnectionString(string? options = null) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Database = Name,
        Username = User,
        Password = Password,
        MaxPoolSize = MaxConnections,
        Timeout = ConnectSeconds,
        CommandTimeout = StatementSeconds,
        ApplicationName = "galnet",
        Timezone = "UTC",
        PersistSecurityInfo = false,
        Options = options,
    }.ToString();
}
