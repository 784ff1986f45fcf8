namespace GaLNet.Sky.Tables;

/// <summary>A column as every format describes it.</summary>
/// <param name="Name">Name; lower-case with underscores in our own catalogues.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Unit">Unit in the IVOA's spelling (<c>deg</c>, <c>arcsec</c>, <c>mag</c>), or empty.</param>
/// <param name="Ucd">What it is, in the IVOA's words (<c>pos.eq.ra;meta.main</c>), or empty.</param>
/// <param name="Description">One sentence for people, or empty.</param>
public sealed record TableColumn(
    string Name, TableType Type, string Unit = "", string Ucd = "", string Description = "");
