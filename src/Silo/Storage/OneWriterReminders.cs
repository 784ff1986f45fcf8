using Microsoft.Extensions.DependencyInjection;

namespace GaLNet.Silo.Storage;

/// <summary>Orleans' AdoNet reminder table on SQLite, through the store's <see cref="OneWriter"/>.</summary>
internal sealed class OneWriterReminders(IReminderTable inner, OneWriter writer) : IReminderTable
{
    /// <summary>Puts this table before the one that is registered.</summary>
    public static void Wrap(IServiceCollection services)
    {
        var original = services.Last(service => service.ServiceType == typeof(IReminderTable));
        services.AddSingleton<IReminderTable>(provider => new OneWriterReminders(
            (IReminderTable)(original.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, original.ImplementationType!)),
            provider.GetRequiredService<OneWriter>()));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => inner.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) => writer.Read(() => inner.ReadRows(grainId));

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => writer.Read(() => inner.ReadRows(begin, end));

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName)
        => writer.Read(() => inner.ReadRow(grainId, reminderName));

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry) => writer.Write(() => inner.UpsertRow(entry));

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag)
        => writer.Write(() => inner.RemoveRow(grainId, reminderName, eTag));

    /// <inheritdoc/>
    public Task TestOnlyClearTable() => inner.TestOnlyClearTable();
}
