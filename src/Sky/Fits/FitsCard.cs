namespace GaLNet.Sky.Fits;

/// <summary>
/// One header record: keyword, value and comment (CONTINUE cards are joined to the card they continue).
/// </summary>
/// <param name="Keyword">Upper-case keyword; for HIERARCH cards the words after <c>HIERARCH</c>.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Value">
/// The value as text: a string without its quotes, a number or T/F as written; the text of a commentary card.
/// </param>
/// <param name="Comment">Text after the slash, or empty.</param>
public readonly record struct FitsCard(string Keyword, FitsValueKind Kind, string Value, string Comment);
