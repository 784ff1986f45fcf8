using System.Diagnostics;
using GaLNet.Tests.ClientCli.Support;

namespace GaLNet.Tests.ClientCli;

/// <summary>
/// kill -9 at any moment, then the same command again, ends with the catalogue of an undisturbed run.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("galnet-kill-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Killed_at_twenty_random_moments_the_catalogue_is_that_of_an_undisturbed_run()
    {
        GalnetProcess.Run(_folder, "simulate", "field", "--size", "700", "--seed", "11", "--out", "sim").ExitCode
            .Should().Be(0);
        var image = Path.Combine(_folder, "sim", "field.fits");

        var clock = Stopwatch.StartNew();
        Measure("undisturbed").ExitCode.Should().Be(0);
        var undisturbed = clock.Elapsed;
        var expected = Catalogue("undisturbed");
        expected.Length.Should().BeGreaterThan(20, "a catalogue of a few rows proves nothing");

        var random = new Random(20);
        var kills = 0;
        for (var store = 0; kills < Kills; store++)
        {
            // Several kills on one store, so that a resumed run is killed again; then it must end well.
            var name = $"store{store}";
            for (var attempt = 0; attempt < 4 && kills < Kills; attempt++)
            {
                // Resumed runs are shorter: draw from the whole run and accept that some end by themselves.
                var delay = undisturbed * random.NextDouble();
                if (!GalnetProcess.KillAfter(delay, _folder, Arguments(name)))
                {
                    break;
                }

                kills++;
            }

            var end = Measure(name);
            end.ExitCode.Should().Be(0, end.Error);
            Catalogue(name).Should().Equal(expected, $"store {store} was killed and resumed");
        }

        string[] Arguments(string name)
            => ["measure", image, "--min-sn", "20", "--store", $"{name}.db", "--out", $"{name}.csv"];

        GalnetProcess.Outcome Measure(string name) => GalnetProcess.Run(_folder, Arguments(name));
    }

    /// <summary>The rows without the one column that tells when they were made.</summary>
    private string[] Catalogue(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(_folder, $"{name}.csv"));
        var time = Array.IndexOf(lines[0].Split(','), "fitted_at");
        time.Should().BePositive();
        return [.. lines.Select(line => string.Join(',', line.Split(',').Where((_, column) => column != time)))];
    }
}
