using GaLNet.Grains.Interfaces.Galaxies;
using GaLNet.Grains.Interfaces.Tiles;
using GaLNet.Grains.State;
using GaLNet.Grains.Tests.Contracts;
using GaLNet.Grains.Tiles;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tests;

/// <summary>A page that grows group by group is the page that is made at once.</summary>
public sealed class PageEditorTests
{
    private const string Tile = "8/1";
    private static readonly string[] Images = ["second", "first"];
    private static readonly TileState Sky = new()
    {
        Images = Array.ConvertAll(Images, image => new TileImage
        {
            Info = StoredStates.Image with { ImageId = image },
        }),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Groups_in_any_order_make_the_same_page(int seed)
    {
        var random = new Random(seed);
        // Galaxies come again, on one image or the other, with another engine or another number.
        var fits = Enumerable.Range(0, 300).Select(number => Fit(
            random.Next(80), Images[random.Next(2)], random.Next(2) == 0 ? "chi2" : "galnet-2", number)).ToArray();
        TilePage? page = null;
        foreach (var group in fits.Chunk(1 + random.Next(40)))
        {
            page = Edited(page, group);
        }

        var expected = fits.GroupBy(fit => (fit.GalaxyId, Array.IndexOf(Images, fit.Provenance.ImageId)))
            .OrderBy(same => same.Key).Select(same => same.Last()).ToArray();
        page!.GalaxyId.Should().Equal(expected.Select(fit => fit.GalaxyId));
        page.Rows().Select(row => (row.Mag, row.ImageId, row.Engine, row.FittedAt)).Should().Equal(
            expected.Select(fit => (fit.Mag, fit.Provenance.ImageId, fit.Provenance.Engine, fit.FittedAt)));
        page.SameAs(Edited(null, [.. fits.Reverse().DistinctBy(fit => (fit.GalaxyId, fit.Provenance.ImageId))]))
            .Should().BeTrue();
        page.Origins.Should().OnlyHaveUniqueItems().And.HaveCount(page.Origin.Distinct().Count(), "none is left over");
    }

    [Fact]
    public void A_slice_of_a_page_notices_every_difference_and_nothing_else()
    {
        var page = Edited(null, [.. Enumerable.Range(0, 9).Select(id => Fit(id, Images[id % 2], "chi2", id))]);
        var slice = new PageSlice(page, 3, 4);
        var same = slice.Build()!;
        same.GalaxyId.Should().Equal(3, 4, 5, 6);
        slice.IsAllOf(same).Should().BeTrue("texts have other numbers there, and mean the same");
        slice.IsAllOf(same with { IsStale = [true, true, true, true] }).Should().BeTrue("staleness is not stored");

        TilePage[] others =
        [
            same with { GalaxyId = [3, 4, 5, 7] },
            same with { Flags = [.. same.Flags.Select(flags => flags ^ (int)FitFlags.Blended)] },
            same with { FittedAtTicks = [.. same.FittedAtTicks.Select(ticks => ticks + 1)] },
            same with { Numbers = [.. same.Numbers[..^1], 0] },
            same with { ImageIds = [.. same.ImageIds.Reverse()] },
            same with { Origins = [.. same.Origins.Select(made => made with { Epoch = made.Epoch + 1 })] },
            same with { Origin = [-1, .. same.Origin[1..]] },
            new PageSlice(page, 3, 3).Build()!,
        ];
        others.Should().OnlyContain(other => !slice.IsAllOf(other));
        slice.IsAllOf(null).Should().BeFalse();
        default(PageSlice).IsAllOf(null).Should().BeTrue();
        default(PageSlice).IsAllOf(same).Should().BeFalse();
    }

    [Fact]
    public void A_page_that_was_built_is_not_changed_by_its_builder()
    {
        var builder = new TilePageBuilder(Tile, 1).Add(StoredStates.Fit);
        builder.Build().Count.Should().Be(1);
        var more = () => builder.Add(StoredStates.Fit);
        more.Should().Throw<InvalidOperationException>();
    }

    private static TilePage Edited(TilePage? from, GalaxyFit[] fits)
    {
        var editor = new PageEditor(Tile, Sky, from);
        Array.ForEach(fits, editor.Put);
        return editor.Build();
    }

    private static GalaxyFit Fit(long id, string image, string engine, int number) => StoredStates.Fit with
    {
        GalaxyId = id,
        Mag = 18 + 0.01 * number,
        FittedAt = StoredStates.Fit.FittedAt.AddSeconds(number),
        Provenance = StoredStates.Fit.Provenance with { ImageId = image, Engine = engine },
    };
}
