using GaLNet.Grains.Interfaces.Serving;
using GaLNet.Photometry.Fitting;
using GaLNet.Photometry.Profiles;
using GaLNet.Photometry.Psf;

namespace GaLNet.Grains.Serving;

/// <summary>
/// Stamps as a message between silos. Every number travels as it is: a fit is the same to the last bit wherever it is
/// made.
/// </summary>
internal static class StampPacking
{
    // Silos of two versions may meet during an upgrade; another layout gets another number.
    private const int Layout = 1;
    private const int BytesPerStamp = 20_000;

    /// <summary>Packs stamps.</summary>
    public static StampBatch Pack(IReadOnlyList<StampAndPsf> stamps)
    {
        var writer = new PackWriter(stamps.Count * BytesPerStamp);
        writer.Add(Layout);
        foreach (var (stamp, psf) in stamps)
        {
            Write(writer, stamp);
            writer.Add(psf.Width);
            writer.Add(psf.Height);
            writer.AddAll(psf.Pixels);
            writer.Add(psf.Sampling);
            writer.Add(psf.IncludesPixel);
        }

        return new StampBatch(stamps.Count, writer.ToArray());
    }

    /// <summary>The stamps of a message.</summary>
    public static StampAndPsf[] Unpack(StampBatch batch)
    {
        var reader = PackReader.Open(batch.Bytes, Layout, "stamps");
        var stamps = new StampAndPsf[batch.Count];
        for (var i = 0; i < stamps.Length; i++)
        {
            var stamp = ReadStamp(ref reader);
            stamps[i] = new StampAndPsf(stamp, new PsfStamp(
                reader.Next<int>(), reader.Next<int>(), reader.NextAll<float>()!, reader.Next<int>(),
                reader.Next<bool>()));
        }

        return stamps;
    }

    private static void Write(PackWriter writer, Stamp stamp)
    {
        writer.Add(stamp.Width);
        writer.Add(stamp.Height);
        writer.AddAll(stamp.Pixels);
        writer.Add(stamp.SkySigma);
        writer.AddAll(stamp.SkyVariance);
        writer.AddAll(stamp.Sigma);
        writer.AddAll(stamp.Mask);
        writer.Add(stamp.Gain);
        writer.Add(stamp.Sky);
        writer.Add(stamp.SkyIsFixed);
        writer.AddAll<SersicProfile>(stamp.Guess is { } guess ? [guess] : null);
        writer.AddAll<Neighbour>([.. stamp.Neighbours]);
        writer.Add(stamp.Search);
        writer.Add(stamp.SignalRadiusPix);
    }

    private static Stamp ReadStamp(ref PackReader reader) => new()
    {
        Width = reader.Next<int>(),
        Height = reader.Next<int>(),
        Pixels = reader.NextAll<float>()!,
        SkySigma = reader.Next<double>(),
        SkyVariance = reader.NextAll<float>(),
        Sigma = reader.NextAll<float>(),
        Mask = reader.NextAll<byte>(),
        Gain = reader.Next<double>(),
        Sky = reader.Next<double>(),
        SkyIsFixed = reader.Next<bool>(),
        Guess = reader.NextAll<SersicProfile>() is [var guess] ? guess : null,
        Neighbours = reader.NextAll<Neighbour>()!,
        Search = reader.Next<NeighbourSearch>(),
        SignalRadiusPix = reader.Next<double>(),
    };
}
