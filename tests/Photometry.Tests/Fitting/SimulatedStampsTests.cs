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

    [Fact]
    public void Clean_stamps_are_measured_at_the_physical_limit()
    {
        var whole = MeasuredSet.OutputFolder is not null;
        var set = MeasuredSet.Run(SimStamps.Clean(), new Chi2Engine(), whole ? 1 : 3);
        set.Write("clean");
        set.Fits.Count(f => (f.Flags & (FitFlags.Failed | FitFlags.NotConverged)) != 0).Should().Be(0);
        foreach (var column in MeasuredSet.Columns)
        {
            // A robust width of 100 values scatters by 12 %.
            set.RobustOverBound(column, "_crlb_sky").Should().BeInRange(0.7, 1.3, column);
            set.Pull(column).Should().BeInRange(0.7, 1.3, column);
        }
    }

    [Fact]
    public void Crowded_stamps_are_measured()
    {
        Assert.SkipWhen(MeasuredSet.OutputFolder is null, "writes a whole set: set GALNET_MEASURED to a folder");
        MeasuredSet.Run(SimStamps.Crowded(), new Chi2Engine()).Write("crowded");
    }
}
