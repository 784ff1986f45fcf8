namespace GaLNet.Grains;

/// <summary>Names of grain storage providers that a host must register.</summary>
public static class GrainStores
{
    /// <summary>The one store of a catalogue: every grain's state.</summary>
    public const string Catalogue = "galnet";
}
