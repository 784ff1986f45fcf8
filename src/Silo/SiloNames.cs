namespace GaLNet.Silo;

/// <summary>Words by which silos, clients and stored rows know each other; stored, so never to be changed.</summary>
internal static class SiloNames
{
    /// <summary>Orleans' service id, part of the key of every stored row.</summary>
    public const string Service = "galnet";

    /// <summary>State that may commit without waiting for the disk: the page that follows waits.</summary>
    public const string GalaxyState = "galaxy";

    /// <summary>
    /// States whose names begin so tell that galaxies were recorded: they hold only in the life of the database server
    /// that those were written in.
    /// </summary>
    public const string PageState = "page";

    /// <summary>Metadata: <c>cpu</c> or <c>gpu</c>.</summary>
    public const string Hardware = "hardware";

    /// <summary>Metadata: free words, separated by commas.</summary>
    public const string Roles = "roles";
}
