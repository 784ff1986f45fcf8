namespace GaLNet.Sky.Fits;

/// <summary>Whether an HDU is as it was when its checksums were written; null where it has none.</summary>
/// <param name="Data">Does DATASUM hold?</param>
/// <param name="Hdu">Does CHECKSUM hold?</param>
public readonly record struct FitsChecksumReport(bool? Data, bool? Hdu);
