using System.Text.Json.Nodes;
using GaLNet.Output;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Mocks;
using GaLNet.Photometry.Psf;
using GaLNet.Photometry.Statistics;
using GaLNet.Training.Evaluation;

namespace GaLNet.Training.Tests.Evaluation;

public sealed class EvaluationTests
{
    private const double NoiseOfN = 0.2;

    [Fact]
    public void An_engine_of_known_errors_gets_them_back()
    {
        // The truth plus a Gaussian of known size in n, quoted half as large as it is.
        var set = MockTestSets.Make(1200, isCrowded: false, 7, TestContext.Current.CancellationToken);
        var answers = EngineAnswers.Of(
            new NoisyOracle(set), "oracle", set.Stamps, _ => { }, TestContext.Current.CancellationToken);
        var result = EngineResult.Of(answers, set.Stamps);
        var n = result.Scores.Parameters[ScoredParameter.Index];
        n.Rms.Should().BeApproximately(NoiseOfN, 4 * NoiseOfN / Math.Sqrt(2 * 1200));
        n.PullStd.Should().BeApproximately(2, 0.2);
        result.Scores.Parameters[ScoredParameter.Reff].Rms.Should().BeLessThan(1e-9);
        var all = result.Coverage[0].Shares[ScoredParameter.Index];
        // Half a sigma covers 38.3 %, 0.98 sigma 67.3 % (Gaussian).
        all.Within68.Should().BeApproximately(0.3829, 4 * all.StandardError(0.3829));
        all.Within95.Should().BeApproximately(0.6729, 4 * all.StandardError(0.6729));
        result.Coverage.Skip(1).Sum(bin => bin.Shares[ScoredParameter.Index].Count).Should().Be(1200);
        result.Bins[ScoredParameter.Index].Should().HaveCount(5)
            .And.OnlyContain(bin => Math.Abs(bin.StatisticalError - NoiseOfN) < 0.04);
        result.OutsideDomain.Should().BeApproximately(0.1, 0.001);
    }

    [Fact]
    public void Standard_errors_of_the_scores_are_those_that_fresh_sets_scatter_by()
    {
        var random = new RandomStream(21, 0);
        IReadOnlyList<ScoredGalaxy> Draw() =>
        [
            .. Enumerable.Range(0, 400).Select(_ =>
            {
                var truth = MockPriors.Paper.Draw(random);
                return new ScoredGalaxy(
                    truth, truth with { Index = truth.Index + NoiseOfN * random.NextNormal() });
            }),
        ];
        var drawn = Enumerable.Range(0, 200).Select(_ => ScoreTable.Of(Draw()).Parameters[ScoredParameter.Index]).ToArray();
        double Scatter(Func<ParameterScore, double> value)
            => ErrorStatistics.StandardDeviation([.. drawn.Select(value)]);
        // One set's own estimate scatters by some ten per cent: its mean over a few sets is what must agree.
        var errors = Enumerable.Range(0, 10).Select(_ => SamplingError.Of(Draw())[ScoredParameter.Index]).ToArray();
        (errors.Average(e => e.RSquared) / Scatter(s => s.RSquared)).Should().BeInRange(0.8, 1.25);
        (errors.Average(e => e.Nmad) / Scatter(s => s.Nmad)).Should().BeInRange(0.8, 1.25);
        (errors.Average(e => e.Outliers) / Scatter(s => s.OutlierFraction)).Should().BeInRange(0.8, 1.25);
    }

    [Fact]
    public void The_worst_answers_come_first()
    {
        var truth = MockPriors.Paper.Draw(new RandomStream(2, 0)) with { Index = 1 };
        var galaxies = new[] { 1.1, 3, double.NaN, 0.2, 1, 1.2, 0.9 }
            .Select(n => new ScoredGalaxy(truth, truth with { Index = n })).ToArray();
        WorstAnswers.Of(galaxies, ScoredParameter.Index).Should().StartWith([1, 3, 5]).And.HaveCount(5);
    }

    [Fact]
    public void Chi2_reaches_the_bound_on_fresh_clean_mocks()
    {
        var set = MockTestSets.Make(150, isCrowded: false, 3, TestContext.Current.CancellationToken);
        var answers = EngineAnswers.Of(
            new Chi2Engine(), "chi2", set.Stamps, _ => { }, TestContext.Current.CancellationToken);
        var scores = EngineResult.Of(answers, set.Stamps).Scores;
        foreach (var parameter in EngineResult.Parameters)
            scores.Parameters[parameter].MadOverCrlb.Should().BeInRange(0.75, 1.3, parameter.ShortName());
    }

    [Fact]
    public void Figures_say_in_json_and_csv_what_the_tables_say()
    {
        var set = MockTestSets.Make(60, isCrowded: false, 3, TestContext.Current.CancellationToken);
        var answers = EngineAnswers.Of(
            new NoisyOracle(set), "oracle", set.Stamps, _ => { }, TestContext.Current.CancellationToken);
        var result = new SetResult(set, [EngineResult.Of(answers, set.Stamps)]);
        var figures = Figures.Of(result).ToArray();
        var nmad = result.Engines[0].Scores.Parameters[ScoredParameter.Index].Nmad;
        var json = JsonNode.Parse(Figures.ToJson(figures).ToJsonString())!;
        json["mock-clean"]!["oracle"]!["all"]!["n"]!["nmad"]!.GetValue<double>().Should().Be(nmad);
        var (_, table) = EvaluationTables.Of(result).Single(entry => entry.Title == "NMAD");
        using var text = new StringWriter();
        table.WriteMarkdown(text);
        text.ToString().Should().Contain(Numbers.Fixed(nmad, 4)).And.Contain("| paper, GaLNet-2 | 0.0090 | 0.0090 |");
    }

    [Fact]
    public void A_document_keeps_what_stands_outside_the_marks()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "before\n<!-- begin evaluate -->\nold\n<!-- end evaluate -->\nafter\n");
            MarkedSection.Replace(path, "evaluate", "| new |\n");
            File.ReadAllText(path).Should().Be(
                "before\n<!-- begin evaluate -->\n\n| new |\n\n<!-- end evaluate -->\nafter\n");
            var missing = () => MarkedSection.Replace(path, "other", "");
            missing.Should().Throw<CommandFailedException>().WithMessage("*<!-- begin other -->*");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Other_surveys_show_the_same_light_and_the_same_depth()
    {
        var token = TestContext.Current.CancellationToken;
        var home = SurveyGrid.Home.Make(12, 5, token);
        foreach (var survey in SurveyGrid.Others)
        {
            var other = survey.Make(12, 5, token);
            for (var i = 0; i < home.Stamps.Count; i++)
            {
                var (a, b) = (home.Stamps[i], other.Stamps[i]);
                b.Truth.Should().Be(a.Truth);
                // Noise per square arcsec, in magnitudes: the pixel's size and the zero point drop out.
                double Depth(TestStamp s) => s.Units.ZeroPoint - 2.5 * Math.Log10(s.Stamp.SkySigma / s.Units.PixelScaleArcsec);
                Depth(b).Should().BeApproximately(Depth(a), 1e-9);
                // The aperture holds whole pixels, so its light and sky differ by a few per cent.
                if (survey.GainFactor == 1) (b.SignalToNoise / a.SignalToNoise).Should().BeInRange(0.85, 1.15);
                b.Psf.Pixels.Sum(p => (double)p).Should().BeApproximately(1, 1e-5);
                (StampWidth.FwhmPix(b.Psf) * b.Units.PixelScaleArcsec).Should().BeApproximately(
                    StampWidth.FwhmPix(a.Psf) * a.Units.PixelScaleArcsec, 0.1);
            }
        }
    }

    [Fact]
    public void Chi2_agrees_with_itself_across_surveys_within_its_errors()
    {
        var token = TestContext.Current.CancellationToken;
        var engine = new Chi2Engine();
        EngineAnswers Answers(SurveyGrid survey)
            => EngineAnswers.Of(engine, "chi2", survey.Make(150, 9, token).Stamps, _ => { }, token);
        var agreement = SurveyAgreement.Of("other", Answers(SurveyGrid.Home), Answers(SurveyGrid.Others[5]));
        agreement.Galaxies.Should().Be(150);
        foreach (var parameter in EngineResult.Parameters)
        {
            agreement.Shares[parameter].Should().BeGreaterThan(0.86, parameter.ShortName());
            Math.Abs(agreement.Medians[parameter]).Should().BeLessThan(0.4, parameter.ShortName());
        }
    }

    // Knows the truth, adds Gaussian noise to n alone, claims half of it, and calls every tenth stamp unlike training.
    private sealed class NoisyOracle(TestSet set) : IFitEngine
    {
        private readonly Dictionary<Stamp, int> _numbers =
            set.Stamps.Select((item, i) => (item.Stamp, i)).ToDictionary(pair => pair.Stamp, pair => pair.i);

        public string Name => "oracle";

        public string ModelId => "oracle-1";

        public SersicFit Measure(Stamp stamp, PsfStamp psf)
        {
            var number = _numbers[stamp];
            var item = set.Stamps[number];
            var truth = item.Units.ToProfile(item.Truth);
            return new SersicFit
            {
                Profile = truth with
                {
                    Index = truth.Index + NoiseOfN * new RandomStream(31, (ulong)number).NextNormal(),
                },
                Errors = truth with { Flux = 1e-3 * truth.Flux, Index = NoiseOfN / 2 },
                Flags = number % 10 == 0 ? FitFlags.OutsideTrainingDomain : FitFlags.None,
            };
        }

        public float[] Render(SersicFit fit, Stamp stamp, PsfStamp psf) => throw new NotSupportedException();
    }
}
