using System.Diagnostics.Metrics;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Grains.Tests;

public sealed class MeterTests
{
    [Theory]
    [InlineData(FitFlags.Failed | FitFlags.PsfFallback | FitFlags.Blended, "psf_fallback")]
    [InlineData(FitFlags.Failed | FitFlags.Saturated, "saturated")]
    [InlineData(FitFlags.Failed, "engine")]
    [InlineData(FitFlags.Blended, null)]
    public void Failures_are_counted_by_their_reason(FitFlags flags, string? reason)
    {
        using var meter = new GrainsMeter();
        using var listener = new MeterListener();
        var failures = new List<string?>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter == meter.Meter && instrument.Name == "galnet.fit.failures")
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => failures.Add(tags[0].Value as string));
        listener.Start();
        meter.CountFit("chi2", flags);
        failures.Should().Equal(reason is null ? [] : [reason]);
    }
}
