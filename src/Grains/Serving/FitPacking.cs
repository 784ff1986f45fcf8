using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;

namespace GaLNet.Grains.Serving;

/// <summary>Fits as a message between silos; see <see cref="StampPacking"/>.</summary>
internal static class FitPacking
{
    private const int Layout = 1;
    private const int BytesPerFit = 200;

    /// <summary>Packs fits.</summary>
    public static FitBatch Pack(string modelId, IReadOnlyList<SersicFit> fits)
    {
        var writer = new PackWriter(fits.Count * BytesPerFit);
        writer.Add(Layout);
        foreach (var fit in fits)
        {
            writer.Add(fit.Profile);
            writer.Add(fit.Errors);
            writer.AddAll<SersicProfile>(fit.Errors95 is { } errors95 ? [errors95] : null);
            writer.Add(fit.Sky);
            writer.Add(fit.SkyError);
            writer.AddAll(fit.Covariance);
            writer.Add(fit.Chi2);
            writer.Add(fit.Chi2Reff);
            writer.Add(fit.SignalToNoise);
            writer.Add(fit.Flags);
            writer.Add(fit.Iterations);
            writer.AddAll<SersicProfile>([.. fit.FittedNeighbours]);
        }

        return new FitBatch(modelId, fits.Count, writer.ToArray());
    }

    /// <summary>The fits of a message.</summary>
    public static SersicFit[] Unpack(FitBatch batch)
    {
        var reader = PackReader.Open(batch.Bytes, Layout, "fits");
        var fits = new SersicFit[batch.Count];
        for (var i = 0; i < fits.Length; i++)
        {
            fits[i] = new SersicFit
            {
                Profile = reader.Next<SersicProfile>(),
                Errors = reader.Next<SersicProfile>(),
                Errors95 = reader.NextAll<SersicProfile>() is [var errors95] ? errors95 : null,
                Sky = reader.Next<double>(),
                SkyError = reader.Next<double>(),
                Covariance = reader.NextAll<double>(),
                Chi2 = reader.Next<double>(),
                Chi2Reff = reader.Next<double>(),
                SignalToNoise = reader.Next<double>(),
                Flags = reader.Next<FitFlags>(),
                Iterations = reader.Next<int>(),
                FittedNeighbours = reader.NextAll<SersicProfile>()!,
            };
        }

        return fits;
    }
}
