using GaLNet.Grains.Interfaces.Catalogue;
using GaLNet.Grains.Interfaces.Images;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.Tests.Support;
using GaLNet.Sky.Fits;

namespace GaLNet.Grains.Tests;

/// <summary>What is measured again when pixels, weights or masks are replaced, and what is not.</summary>
public sealed class ReplacedImageTests
{
    private const int Size = PaintedField.Size;
    private const int Half = 31 / 2;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_weight_changed_in_a_corner_measures_the_galaxies_again_whose_stamps_it_touches()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        var weight = new float[Size * Size];
        Array.Fill(weight, 1f);
        WritePlane(folder.File("w.fits"), weight);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 10);
        var first = await Ingest(catalogue, folder);
        await catalogue.Process();
        var before = Fits(await catalogue.TimelessRows());
        var calls = catalogue.Engine.Calls;

        // 200 x 150 pixels at the lower left; neither is a multiple of a block.
        const int right = 200, top = 150;
        for (var y = 0; y < top; y++)
        {
            Array.Fill(weight, 0.25f, y * Size, right);
        }

        WritePlane(folder.File("w.fits"), weight);
        var second = await Ingest(catalogue, folder);
        (second.IsNew, second.Image.Revision).Should().Be((false, 1));
        second.Image.ImageId.Should().Be(first.Image.ImageId);
        second.Changes!.ChangedLast.Should().Be(7 * 5, "blocks of 32 pixels");

        // Before anything is measured: the last good fits are answered, and those concerned are marked.
        var shown = await catalogue.Rows();
        Fits([.. shown.Select(row => row with { FittedAt = default, IsStale = false })]).Should().Equal(before);
        var stale = shown.Where(row => row.IsStale).Select(row => row.GalaxyId).ToHashSet();
        var touched = before.Where(row => row.XFits - 1 - Half < right && row.YFits - 1 - Half < top).ToArray();
        touched.Length.Should().BeInRange(3, before.Length / 4);
        stale.Should().Contain(touched.Select(row => row.GalaxyId));
        before.Where(row => stale.Contains(row.GalaxyId)).Should().OnlyContain(
            row => row.XFits - 1 - Half < 224 && row.YFits - 1 - Half < 160, "blocks reach a little further");
        var reasons = await Reasons(catalogue);
        reasons.Should().OnlyContain(one => one.Reason == "image" && one.Made == "revision 0"
            && one.Wanted == "revision 1");
        reasons.Sum(one => one.Count).Should().Be(stale.Count);

        var statuses = await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(calls + stale.Count, "nothing else is measured again");
        statuses.Should().OnlyContain(status => status.Stale == 0 && status.Unprepared == 0);
        var after = Fits(await catalogue.TimelessRows());
        after.Select(row => row.GalaxyId).Should().Equal(before.Select(row => row.GalaxyId));
        after.Where(row => !stale.Contains(row.GalaxyId)).Should()
            .Equal(before.Where(row => !stale.Contains(row.GalaxyId)), "to the last digit");
        var moved = (await catalogue.Galaxy(touched[0].GalaxyId).Get(Stop))!;
        moved.Fits.Should().ContainSingle().Which.Provenance.ImageRevision.Should().Be(1);
        moved.History.Should().ContainSingle().Which.Provenance.ImageRevision.Should().Be(0);

        await catalogue.Process();
        (await Ingest(catalogue, folder)).Changes.Should().BeNull("nothing has changed");
        await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(calls + stale.Count);
        foreach (var tile in await catalogue.Tiles())
        {
            (await catalogue.Tile(tile).RebuildPage(Stop)).Differences.Should().Be(0);
        }
    }

    [Fact]
    public async Task A_source_that_comes_with_replaced_pixels_is_found_and_only_its_surroundings_are_measured()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 10);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var before = Fits(await catalogue.TimelessRows());
        var calls = catalogue.Engine.Calls;

        var newcomer = PaintedField.Make(withNewcomer: true).Write(folder.File("a.fits")).Sources
            .Except(PaintedField.Make().Sources).Single(source => source.Kind == 'g');
        var second = await catalogue.Ingest(folder.File("a.fits"));
        second.Changes!.ChangedLast.Should().BeInRange(1, 9, "a galaxy is 47 pixels wide");
        (await catalogue.Rows()).Count(row => row.IsStale).Should().BeLessThan(10);
        await catalogue.Process();

        var after = Fits(await catalogue.TimelessRows());
        after.Should().HaveCount(before.Length + 1);
        var found = after.ExceptBy(before.Select(row => row.GalaxyId), row => row.GalaxyId).Single();
        (found.XFits - 1).Should().BeApproximately(newcomer.XPix, 0.5);
        (found.YFits - 1).Should().BeApproximately(newcomer.YPix, 0.5);
        after.Where(row => Math.Abs(row.XFits - found.XFits) > 80 || Math.Abs(row.YFits - found.YFits) > 80).Should()
            .BeSubsetOf(before, "what lies elsewhere is what it was, to the last digit");
        (catalogue.Engine.Calls - calls).Should().BeInRange(1, 9);
        var tile = catalogue.Tile(found.Tile);
        (await tile.GetPsfs(Stop)).Should().ContainSingle("a part of the image is no reason for another PSF");
    }

    [Fact]
    public async Task A_mask_over_a_galaxy_takes_it_off_the_page_and_the_old_content_brings_it_back()
    {
        using var folder = new TempFolder();
        var field = PaintedField.Make().Write(folder.File("a.fits"));
        var mask = new float[Size * Size];
        WritePlane(folder.File("m.fits"), mask);
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 9);
        await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var before = Fits(await catalogue.TimelessRows());
        var calls = catalogue.Engine.Calls;
        ImageSource WithMask(ImageSource source) => source with { MaskPath = folder.File("m.fits") };
        var empty = await catalogue.Ingest(folder.File("a.fits"), WithMask);
        empty.Changes!.ChangedLast.Should().Be(0, "a mask that excludes nothing changes nothing");
        await catalogue.Process();
        catalogue.Engine.Calls.Should().Be(calls);

        var hidden = field.Sources.First(source => source.Kind == 'g' && source.XPix > 200 && source.YPix > 200);
        for (var y = (int)hidden.YPix - 22; y <= hidden.YPix + 22; y++)
        {
            Array.Fill(mask, 1f, y * Size + (int)hidden.XPix - 22, 45);
        }

        WritePlane(folder.File("m.fits"), mask);
        await catalogue.Ingest(folder.File("a.fits"), WithMask);
        await catalogue.Process();
        var masked = Fits(await catalogue.TimelessRows());
        masked.Should().HaveCount(before.Length - 1);
        (catalogue.Engine.Calls - calls).Should().BeLessThan(9);

        calls = catalogue.Engine.Calls;
        (await catalogue.Ingest(folder.File("a.fits"))).Image.Revision.Should().Be(3);
        await catalogue.Process();
        Fits(await catalogue.TimelessRows()).Select(row => row.GalaxyId).Should()
            .Equal(before.Select(row => row.GalaxyId));
        (catalogue.Engine.Calls - calls).Should().BeInRange(1, 9);
    }

    [Fact]
    public async Task Another_exposure_in_the_image_s_place_is_measured_as_a_whole_and_keeps_the_galaxies()
    {
        using var folder = new TempFolder();
        PaintedField.Make().Write(folder.File("a.fits"));
        PaintedField.Make(noiseSeed: 77).Write(folder.File("b.fits"));
        await using var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 9);
        var first = await catalogue.Ingest(folder.File("a.fits"));
        await catalogue.Process();
        var before = Fits(await catalogue.Rows());
        var calls = catalogue.Engine.Calls;

        var second = await catalogue.Directory.Replace(
            first.Image.ImageId, new ImageSource { Path = folder.File("b.fits") }, Stop);
        second.Image.Source.Path.Should().Be(folder.File("b.fits"));
        (await catalogue.Directory.List(Stop)).Images.Should().ContainSingle();
        (await catalogue.Rows()).Where(row => row.Engine == "fake").Should().OnlyContain(row => row.IsStale);
        await catalogue.Process();

        catalogue.Engine.Calls.Should().Be(2 * calls);
        var after = Fits(await catalogue.Rows());
        after.Select(row => row.GalaxyId).Should().Equal(before.Select(row => row.GalaxyId));
        after.Should().OnlyContain(row => row.PsfVersion == 2, "most of it was replaced: the stars are others");
    }

    [Fact]
    public async Task A_replacement_that_was_cut_off_is_completed_by_the_next_one()
    {
        using var folder = new TempFolder();
        var field = PaintedField.Make().Write(folder.File("a.fits"));
        await using (var catalogue = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 10))
        {
            await catalogue.Ingest(folder.File("a.fits"));
            await catalogue.Process();
        }

        field.Pixels[100 * Size + 100] += 50;
        field.Write(folder.File("a.fits"));
        // The image knows of its new content, some tiles do, the directory does not.
        await using (var full = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 10,
            configure: services => FailingStorage.Wrap(services, writesUntilFull: 2)))
        {
            var ingest = () => full.Ingest(folder.File("a.fits"));
            await ingest.Should().ThrowAsync<Exception>();
        }

        await using var resumed = await TestCatalogue.Open(folder.File("s.db"), tileOrder: 10);
        var again = await resumed.Ingest(folder.File("a.fits"));
        again.Image.Revision.Should().Be(1, "it is the same replacement");
        var statuses = await resumed.Process();
        statuses.Should().OnlyContain(status => status.Stale == 0 && status.Message == null);
        resumed.Engine.Calls.Should().BeInRange(1, 4);
    }

    private static Task<IngestResult> Ingest(TestCatalogue catalogue, TempFolder folder)
        => catalogue.Ingest(folder.File("a.fits"), source => source with { WeightPath = folder.File("w.fits") });

    private static CatalogueRow[] Fits(CatalogueRow[] rows)
        => [.. rows.Where(row => row.Engine == "fake").Select(row => row with { IsStale = false })];

    private static async Task<StaleFits[]> Reasons(TestCatalogue catalogue)
    {
        var reasons = new List<StaleFits>();
        foreach (var tile in await catalogue.Tiles())
        {
            reasons.AddRange(await catalogue.Tile(tile).GetStale(Stop));
        }

        return [.. reasons];
    }

    private static void WritePlane(string path, float[] values)
        => FitsImageWriter.Write(path, values, Size, Size, 1, PaintedField.Header());
}
