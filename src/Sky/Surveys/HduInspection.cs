namespace GaLNet.Sky.Surveys;

/// <summary>One HDU as <c>galnet inspect</c> lists it.</summary>
/// <param name="Index">Place in the file, 0 = primary.</param>
/// <param name="Name">EXTNAME, or empty.</param>
/// <param name="Kind">
/// <c>empty</c>, <c>image</c>, <c>compressed image</c>, <c>table</c>, <c>ascii table</c>, <c>random groups</c> or
/// <c>other</c>.
/// </param>
/// <param name="Shape">Axis lengths, NAXIS1 first; a table's are bytes in a row and rows.</param>
/// <param name="Type">numpy's name of the pixels' type, or empty.</param>
/// <param name="Statistics">Range and mean of an image when they were asked for, else null.</param>
/// <param name="Columns">Names and formats of a table's columns.</param>
public sealed record HduInspection(
    int Index, string Name, string Kind, IReadOnlyList<long> Shape, string Type, PixelStatistics? Statistics,
    IReadOnlyList<string> Columns);
