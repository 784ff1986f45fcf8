namespace GaLNet.Grains.Images;

/// <summary>An open image on loan from the <see cref="ImageLibrary"/>; disposing it gives it back.</summary>
internal sealed class ImageLoan(ImagePlanes planes, Action giveBack) : IDisposable
{
    private Action? _giveBack = giveBack;

    /// <summary>The image.</summary>
    public ImagePlanes Planes { get; } = planes;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _giveBack, null)?.Invoke();
}
