namespace GaLNet.ClientCli.References;

/// <summary>Which half-light radius a catalogue states.</summary>
internal enum RadiusKind
{
    /// <summary>Semi-major axis of the half-light ellipse, ours.</summary>
    Major,

    /// <summary>Radius of the circle of the same area: √q times the semi-major axis.</summary>
    Circularised,
}
