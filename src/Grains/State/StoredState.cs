namespace GaLNet.Grains.State;

/// <summary>
/// A state that its owner reads when it needs it, as Orleans' own would, and nothing more: a field has hundreds of
/// thousands of galaxies, and each is made, read and let go.
/// </summary>
/// <param name="storage">Where states of this kind are kept.</param>
/// <param name="name">Which of the grain's states.</param>
/// <param name="grain">The grain.</param>
internal sealed class StoredState<T>(StateStorage<T> storage, string name, GrainId grain) : IPersistentState<T>
    where T : new()
{
    private readonly GrainState<T> _state = new(new T());

    /// <inheritdoc/>
    public T State
    {
        get => _state.State!;
        set => _state.State = value;
    }

    /// <inheritdoc/>
    public string? Etag => _state.ETag;

    /// <inheritdoc/>
    public bool RecordExists => _state.RecordExists;

    /// <inheritdoc/>
    public async Task ReadStateAsync()
    {
        using var span = GrainsTrace.Start("read state");
        await storage.Read(name, grain, _state);
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync()
    {
        using var span = GrainsTrace.Start("write state");
        await storage.Write(name, grain, _state);
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync()
    {
        using var span = GrainsTrace.Start("clear state");
        await storage.Clear(name, grain, _state);
    }
}
