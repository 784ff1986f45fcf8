namespace GaLNet.Grains.State;

/// <summary>
/// A grain's state that the grain reads itself, when it needs it: it is empty until then. See
/// <see cref="StoredState{T}"/>.
/// </summary>
/// <param name="stateName">Which of the grain's states; stored, never to be changed.</param>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class StoredStateAttribute(string stateName) : Attribute, IFacetMetadata
{
    /// <summary>Which of the grain's states.</summary>
    public string StateName { get; } = stateName;
}
