namespace GaLNet.Silo.Storage;

/// <summary>The key of a row of <c>OrleansStorage</c>, spelled as Orleans' own AdoNet provider spells it.</summary>
internal readonly record struct RowKey(string GrainType, long N0, long N1, string Extension)
{
    /// <summary>Of what tells the grains of a group apart: texts are compared, not hashed, where numbers will do.</summary>
    public override int GetHashCode()
        => Extension.Length == 0 ? HashCode.Combine(N0, N1) : Extension.GetHashCode(StringComparison.Ordinal);

    /// <summary>The key of one state of one grain.</summary>
    public static RowKey Of(string stateName, GrainId grain)
    {
        if (grain.TryGetGuidKey(out var guid, out var guidExtension))
        {
            Span<byte> bytes = stackalloc byte[16];
            guid.TryWriteBytes(bytes);
            return new RowKey(
                stateName, BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes[8..]), guidExtension ?? "");
        }

        return grain.TryGetIntegerKey(out var number, out var extension)
            ? new RowKey(stateName, 0, number, extension ?? "")
            : new RowKey(stateName, 0, 0, grain.Key.ToString() ?? "");
    }
}
