namespace GaLNet.Silo;

/// <summary>What <c>galnet-silo --help</c> says.</summary>
internal static class SiloHelp
{
    /// <summary>The text.</summary>
    public const string Text = """
        galnet-silo [--config FILE] [--KEY VALUE …]     a silo in the foreground, until it is told to stop

        Settings come from appsettings.json in the working directory (or --config FILE), then from environment
        variables GALNET_… (GALNET_DATABASE__HOST = Database:Host), then from the command line; the last one wins.

          Mode                       embedded (one process, SQLite) or cluster (many, PostgreSQL)
          Store                      embedded: the SQLite file                               galnet.db
          ClusterId                  tells clusters in one database apart                    galnet
          Database:Host, :Port       PostgreSQL; a folder as host = its Unix socket          127.0.0.1, 5432
          Database:Name, :User       database and role                                       galnet, galnet
          Database:PasswordFile      file with the password on its first line (or Database:Password)
          Database:PatienceSeconds   how long a request waits for a lost database            10
          Silo:Name                  name in lists and logs                                  host name
          Silo:Listen, :Advertise    where to listen; where others reach it                  127.0.0.1
          Silo:Port, :GatewayPort    for silos; for clients                                  11111, 30000
          Hardware                   cpu or gpu: where inference goes first                  cpu
          Roles                      free words, separated by semicolons
          Images:Roots               folders that images may be opened in
          Limits:TileOrder           HEALPix order of a new catalogue's tiles                8
          Limits:ComputeThreads      threads that cut and fit, and as many for each network  one per core
          Limits:GroupSize           galaxies measured and recorded together                 32
          Limits:ShutdownSeconds     for handing over grains when told to stop               20
          Limits:ResumeSeconds       until work that a lost silo left goes on unasked        60
          Tls:Certificate, :Key, :Authority     PEM files; required beyond loopback, or say --insecure
          Monitoring:Port            /health, /ready and /metrics over HTTP                  off
          Monitoring:Listen          where                                                   127.0.0.1
          Monitoring:Dashboard       true = Orleans' dashboard under /dashboard              false
          Monitoring:Traces          where to send traces (OTLP)                             nowhere
          Log:Level, Log:Format      Trace … Critical; text or json                          Warning, text

        galnet-silo --store galnet.db
        galnet-silo --Mode cluster --Database:Host db --Images:Roots /data/images --Silo:Port 11112
        """;
}
