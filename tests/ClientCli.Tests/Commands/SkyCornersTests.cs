using System.Globalization;
using System.Text.Json.Nodes;
using GaLNet.Sky.Healpix;
using GaLNet.Sky.Tables;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli.Commands;

/// <summary>Fields where right ascension wraps or loses its meaning, from the image to the catalogue.</summary>
public sealed class SkyCornersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, 5)]
    [InlineData(123, 90)]
    [InlineData(40, -90)]
    public async Task A_field_across_ra_0_or_at_a_pole_is_measured_as_any_other(int ra, int dec)
    {
        await MeasureAt(ra, dec, "here");
        await MeasureAt(150, 2, "usual");
        await Run("export", "--store", _folder["here/c.db"], "--moc", _folder["sky.fits"]);
        using var table = Table.Open(_folder["here/c.csv"]);
        using var truth = Table.Open(_folder["here/field_truth.csv"]);
        var (ids, n) = (table.Longs("galaxy_id"), table.Doubles("n"));
        (double Ra, double Dec)[] found = [.. table.Doubles("ra").Zip(table.Doubles("dec"))];
        ids.Should().OnlyHaveUniqueItems();
        found.Should().OnlyContain(at => at.Ra >= 0 && at.Ra < 360);
        if (dec == 5)
            found.Should().Contain(at => at.Ra < 1).And.Contain(at => at.Ra > 359);
        else
            found.Select(at => (int)(at.Ra / 90)).Distinct().Should().HaveCount(4, "the pole sees every meridian");
        // Every id is the cell of order 29 at the position, within what the fit moved it.
        ids.Zip(found).Should().OnlyContain(row
            => Arcsec(HealpixNested.Centre(29, row.First), row.Second) < 2);

        var types = truth.Strings("type");
        var signal = truth.Doubles("snr15");
        (double Ra, double Dec)[] real = [.. truth.Doubles("ra").Zip(truth.Doubles("dec"))];
        var wanted = Enumerable.Range(0, real.Length).Where(i => types[i] == "gal" && signal[i] > 60).ToArray();
        wanted.Length.Should().BeGreaterThan(8);
        wanted.Count(i => Enumerable.Range(0, found.Length).Any(j => double.IsFinite(n[j])
            && Arcsec(found[j], real[i]) < 1)).Should().BeGreaterThanOrEqualTo(wanted.Length - 1);

        // The same pixels elsewhere on the sky give the same galaxies.
        using var usual = Table.Open(_folder["usual/c.csv"]);
        Fitted(table).Should().Equal(Fitted(usual), (a, b) => Math.Abs(a - b) < 1e-6);

        // A cone over the whole field gives every row once, whichever way round the centre is named.
        var sky = MocFile.Read(_folder["sky.fits"]);
        ids.Should().OnlyContain(id => sky.Contains(id));
        foreach (var centre in new[] { ra, ra == 0 ? 360 : ra })
        {
            var cone = await Run("cone", Text(centre), Text(dec), "60", "--store", _folder["here/c.db"], "--json");
            JsonNode.Parse(cone.Out)!.AsArray().Should().HaveCount(ids.Length);
        }
    }

    private async Task MeasureAt(int ra, int dec, string name)
    {
        var folder = _folder[name];
        await Run("simulate", "field", "--out", folder, "--size", "420", "--extra-galaxies", "14", "--density", "1.5",
            "--seed", "3", "--ra", Text(ra), "--dec", Text(dec));
        await Run("measure", Path.Combine(folder, "field.fits"), "--store", Path.Combine(folder, "c.db"),
            "--out", Path.Combine(folder, "c.csv"));
    }

    private static double[] Fitted(Table table)
        => [.. table.Doubles("mag").Where(double.IsFinite).Order()];

    private static async Task<CommandRun> Run(params string[] arguments)
    {
        var run = await CommandRun.Of(arguments);
        run.ExitCode.Should().Be(0, run.Error);
        return run;
    }

    private static double Arcsec((double Ra, double Dec) a, (double Ra, double Dec) b)
    {
        const double degree = Math.PI / 180;
        var (x, y) = (Math.Sin((a.Dec - b.Dec) * degree / 2), Math.Sin((a.Ra - b.Ra) * degree / 2));
        var h = x * x + Math.Cos(a.Dec * degree) * Math.Cos(b.Dec * degree) * y * y;
        return 2 * Math.Asin(Math.Sqrt(h)) / degree * 3600;
    }

    private static string Text(int degrees) => degrees.ToString(CultureInfo.InvariantCulture);
}
