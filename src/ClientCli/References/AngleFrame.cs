namespace GaLNet.ClientCli.References;

/// <summary>Where a catalogue counts position angles from.</summary>
internal enum AngleFrame
{
    /// <summary>From North through East, ours.</summary>
    NorthEast,

    /// <summary>Counter-clockwise from the image's +x axis (SExtractor's THETA_IMAGE).</summary>
    ImageX,

    /// <summary>Counter-clockwise from the image's +y axis (GALFIT: up = 0, left = 90).</summary>
    ImageY,
}
