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
    public async Task<ImageRegistration> Register(
        ImageInfo image, ImageBlocks blocks, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(blocks);
        var before = state.State;
        var after = After(before, image, blocks);
        if (after.Info != before.Info || before.Blocks is null)
        {
            state.State = after;
            await StateWriter.Write(state, before, this);
        }

        return new ImageRegistration(state.State.Info!, state.State.Changes);
    }

    private static ImageState After(ImageState before, ImageInfo image, ImageBlocks blocks)
    {
        if (before.Info is not { } known)
        {
            return new ImageState { Info = image, Blocks = blocks };
        }

        if (known.Content == image.Content)
        {
            return new ImageState
            {
                // Nothing but its files may have moved; arrays do not compare, so the image itself stays if it can.
                Info = known.Source == image.Source && known.FileStamp == image.FileStamp
                    ? known
                    : image with { Revision = known.Revision },
                Psf = before.Psf,
                PsfMadeBy = before.PsfMadeBy,
                Blocks = blocks,
                Changes = before.Changes,
            };
        }

        var revision = known.Revision + 1;
        var changes = ImageComparison.Changes(before.Blocks, blocks, before.Changes, revision);
        var isPsfKept = changes.PsfSince < revision;
        return new ImageState
        {
            Info = image with { Revision = revision },
            Psf = isPsfKept ? before.Psf : null,
            PsfMadeBy = isPsfKept ? before.PsfMadeBy : null,
            Blocks = blocks,
            Changes = changes,
        };
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
                Blocks = before.Blocks,
                Changes = before.Changes,
            };
            await StateWriter.Write(state, before, this);
        }

        return state.State.Psf;
    }
}
