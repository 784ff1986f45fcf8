using GaLNet.Grains.Detection;
using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Images;

/// <summary>One registered image.</summary>
[GrainType("image")]
internal sealed class ImageGrain(
    [PersistentState("image", GrainStores.Catalogue)] IPersistentState<ImageState> state,
    SourceFinder finder) : Grain, IImageGrain
{
    /// <inheritdoc/>
    public async Task<bool> Register(ImageInfo image, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        var before = state.State;
        if (before.Info is { } known && known.Source == image.Source && known.FileStamp == image.FileStamp)
        {
            return false;
        }

        state.State = new ImageState { Info = image, Psf = before.Psf, PsfMadeBy = before.PsfMadeBy };
        await StateWriter.Write(state, before, this);
        return before.Info is null;
    }

    /// <inheritdoc/>
    public Task<ImageInfo?> Get(CancellationToken cancellationToken = default) => Task.FromResult(state.State.Info);

    /// <inheritdoc/>
    public async Task<StoredPsf?> GetPsf(CancellationToken cancellationToken = default)
    {
        var before = state.State;
        var info = before.Info ?? throw new InputException(
            $"There is no image {this.GetPrimaryKeyString()} in this catalogue; ingest it first.");
        if (before.PsfMadeBy != SoftwareVersion.Current)
        {
            var model = await finder.ModelImagePsf(info);
            state.State = new ImageState
            {
                Info = info,
                Psf = model is null ? null : StoredPsf.Of(model),
                PsfMadeBy = SoftwareVersion.Current,
            };
            await StateWriter.Write(state, before, this);
        }

        return state.State.Psf;
    }
}
