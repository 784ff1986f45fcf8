using GaLNet.Grains.Interfaces.References;

namespace GaLNet.Grains.Interfaces.Galaxies;

/// <summary>One galaxy. Key: its id, the HEALPix NESTED order-29 index of its discovery position.</summary>
[Alias("GaLNet.IGalaxyGrain")]
public interface IGalaxyGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Records a fit durably; when it returns, the fit survives kill -9. Idempotent: a fit whose provenance key is
    /// recorded already changes nothing and returns false, and so does one that comes late, after a newer one of its
    /// image (<see cref="Provenance.IsOlderThan"/>).
    /// </summary>
    [Alias("Record")]
    Task<bool> Record(GalaxyFit fit, CancellationToken cancellationToken = default);

    /// <summary>
    /// The same for a galaxy that the caller believes to be new: one that sleeps writes without reading first what is
    /// not there, and reads only when somebody knew it after all.
    /// </summary>
    [Alias("RecordNew")]
    Task<bool> RecordNew(GalaxyFit fit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Attaches somebody else's measurement durably, in place of any of the same reference. Idempotent: the same again
    /// changes nothing and returns false.
    /// </summary>
    [Alias("Attach")]
    Task<bool> Attach(ReferenceMeasurement measurement, CancellationToken cancellationToken = default);

    /// <summary>Takes a reference's measurement away; false when there is none.</summary>
    [Alias("Detach")]
    Task<bool> Detach(string reference, CancellationToken cancellationToken = default);

    /// <summary>Current fits, history and references, or null when nothing was ever recorded.</summary>
    [Alias("Get")]
    Task<GalaxyView?> Get(CancellationToken cancellationToken = default);
}
