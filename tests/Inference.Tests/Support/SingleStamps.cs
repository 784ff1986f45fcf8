using GaLNet.Inference.Serving;
using GaLNet.Photometry.Fitting;

namespace GaLNet.Inference.Tests.Support;

internal static class SingleStamps
{
    /// <summary>Asks for one stamp alone.</summary>
    public static async Task<SersicFit> Measure(this BatchQueue queue, StampAndPsf stamp, CancellationToken token)
        => (await queue.Measure([stamp], token)).Single();
}
