using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Rendering;

namespace GaLNet.Photometry.Tests.Fitting;

/// <summary>The χ² engine against simulated galaxies drawn by other people's code, and the Cramér–Rao bound.</summary>
public sealed class SimulatedStampsTests
{
    [Fact]
    public void The_true_profiles_leave_nothing_but_noise()
    {
        var stamps = SimStamps.Clean();
        var chi2 = new List<double>();
        for (var id = 0; id < stamps.Count; id += 3)
        {
            var stamp = stamps.Stamp(id);
            var model = new float[stamp.Pixels.Length];
            new ModelRenderer(stamp.Width, stamp.Height, stamps.Psf(id)).Add(stamps.TrueProfile(id), model);
            chi2.Add(stamp.Pixels.Zip(model, (d, m) => Math.Pow(d - m, 2)
                / (SimStamps.SkySigma * SimStamps.SkySigma + Math.Max(m, 0) / SimStamps.Gain)).Average());
        }
        // 100 stamps of 3721 pixels: the mean scatters by sqrt(2/372100) = 0.0023, one stamp by 0.023.
        chi2.Average().Should().BeApproximately(1, 0.008);
        chi2.Select((c, i) => (Chi2: c, Id: 3 * i)).Where(c => c.Chi2 > 1.1).Should().BeEmpty();
    }

    [Theory]
    [InlineData(true, "_crlb")]
    [InlineData(false, "_crlb_sky")]
    public void Clean_stamps_are_measured_at_the_physical_limit(bool skyIsKnown, string bound)
    {
        var whole = MeasuredSet.OutputFolder is not null;
        var set = MeasuredSet.Run(SimStamps.Clean(), new Chi2Engine(), whole ? 1 : 3, skyIsKnown);
        set.Write(skyIsKnown ? "clean_sky_known" : "clean");
        set.Fits.Count(f => (f.Flags & (FitFlags.Failed | FitFlags.NotConverged)) != 0).Should().Be(0);
        foreach (var column in MeasuredSet.Columns)
        {
            // A robust width of 100 values scatters by 12 %.
            set.RobustOverBound(column, bound).Should().BeInRange(0.7, 1.3, column);
            set.Pull(column).Should().BeInRange(0.7, 1.3, column);
        }
    }

    [Fact]
    public void Crowded_stamps_are_deblended()
    {
        var whole = MeasuredSet.OutputFolder is not null;
        var set = MeasuredSet.Run(SimStamps.Crowded(), new Chi2Engine(), whole ? 1 : 2);
        set.Write("crowded");
        set.Fits.Count(f => f.Flags.HasFlag(FitFlags.Failed)).Should().Be(0);
        // The bound is that of the same galaxy alone; one in twenty has a neighbour of its own brightness.
        foreach (var column in MeasuredSet.Columns)
            set.RobustOverBound(column, "_crlb_sky").Should().BeLessThan(1.6, column);
    }

    [Fact]
    public void Signal_to_noise_is_that_of_the_truth_table()
    {
        var stamps = SimStamps.Clean();
        for (var id = 0; id < stamps.Count; id += 10)
        {
            var fit = new Chi2Engine().Measure(stamps.Stamp(id), stamps.Psf(id));
            // The light inside the aperture is known to about 1 part in S/N.
            fit.SignalToNoise.Should().BeApproximately(stamps.Truth["snr15"][id], 3, $"stamp {id}");
        }
    }

    [Fact]
    public void The_rendered_fit_is_the_model_that_was_fitted()
    {
        var stamps = SimStamps.Crowded();
        var engine = new Chi2Engine();
        var stamp = stamps.Stamp(3);
        var fit = engine.Measure(stamp, stamps.Psf(3));
        var model = engine.Render(fit, stamp, stamps.Psf(3));
        var chi2 = stamp.Pixels.Zip(model, (d, m) => Math.Pow(d - m, 2) / (SimStamps.SkySigma * SimStamps.SkySigma
            + Math.Max(m - fit.Sky, 0) / SimStamps.Gain)).Sum();
        (chi2 / (fit.Chi2 * stamp.Pixels.Length)).Should().BeApproximately(1, 0.02);
    }
}
