using GaLNet.Grains.Interfaces;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;

namespace GaLNet.Grains.Tiles;

/// <content>PSF models on command: they make fits stale, and measure nothing.</content>
internal sealed partial class TileGrain
{
    /// <inheritdoc/>
    public async Task<PsfInfo> RefitPsf(string imageId, CancellationToken cancellationToken = default)
    {
        var image = _store.Outline.Images[PlaceOf(_store.Outline, imageId)];
        var centre = await Psfs.Centre(image.Info, cancellationToken);
        var found = await _finder.Find(_tile, image.Info, image.Given, cancellationToken);
        var model = await Psfs.Model(image.Info, found, centre) ?? throw new InputException(
            $"Neither tile {_tile} nor its image has enough stars for a PSF; give one with 'galnet psf {_tile} " +
            "--set FILE'.");
        return await PutInForce(imageId, "", model, centre);
    }

    /// <inheritdoc/>
    public async Task<PsfInfo> SetPsf(
        string imageId, string path, int? sampling, CancellationToken cancellationToken = default)
    {
        var image = _store.Outline.Images[PlaceOf(_store.Outline, imageId)].Info;
        _roots.Check([path]);
        var centre = await Psfs.Centre(image, cancellationToken);
        var model = await Psfs.Read(
            image with { Source = image.Source with { PsfPath = path, PsfSampling = sampling } }, centre);
        return await PutInForce(imageId, path, model, centre);
    }

    private PsfModeller Psfs => new(_tile, _finder, _pool, GrainFactory, _time);

    private async Task<PsfInfo> PutInForce(
        string imageId, string given, StoredPsf model, (double XPix, double YPix) centre)
    {
        await _store.ChangeSky(sky =>
        {
            var place = PlaceOf(sky, imageId);
            var before = sky.Images[place];
            var after = Psfs.WithModel(
                before.GivenPsf == given ? before : before with { GivenPsf = given }, model, centre);
            return ReferenceEquals(before, after) ? sky : sky with { Images = Replaced(sky.Images, place, after) };
        });
        return _store.Outline.Images[PlaceOf(_store.Outline, imageId)].Psf!;
    }
}
