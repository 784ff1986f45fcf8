using GaLNet.Silo.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Silo.Storage;

/// <summary>
/// Orleans' AdoNet reminder table in a database that may go away and come back: asks again for a while, then fails with
/// one sentence. Setting or removing a reminder twice is setting or removing it once.
/// </summary>
internal sealed class PatientReminders(IReminderTable inner, DatabaseSettings database) : IReminderTable
{
    private readonly Outage _outage = new();

    /// <summary>Puts this table before the one that is registered.</summary>
    public static void Wrap(IServiceCollection services, DatabaseSettings database)
    {
        var original = services.Last(service => service.ServiceType == typeof(IReminderTable));
        services.AddSingleton<IReminderTable>(provider => new PatientReminders(
            (IReminderTable)(original.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, original.ImplementationType!)),
            database));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId)
        => Patience.Ask(_ => inner.ReadRows(grainId), database, _outage);

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(uint begin, uint end)
        => Patience.Ask(_ => inner.ReadRows(begin, end), database, _outage);

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
        => Patience.Ask(_ => inner.ReadRow(grainId, reminderName), database, _outage);

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry)
        => Patience.Ask(_ => inner.UpsertRow(entry), database, _outage);

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Patience.Ask(
        async isAgain => await inner.RemoveRow(grainId, reminderName, eTag).ConfigureAwait(false)
            // Removed before the connection broke.
            || (isAgain && await inner.ReadRow(grainId, reminderName).ConfigureAwait(false) is null),
        database, _outage);

    /// <inheritdoc/>
    public Task TestOnlyClearTable() => inner.TestOnlyClearTable();
}
