namespace GaLNet.Sky.Fits;

/// <summary>What a header card holds.</summary>
public enum FitsValueKind
{
    /// <summary>Text without a value: COMMENT, HISTORY, blank keyword, or a card without <c>= </c>.</summary>
    Commentary = 0,
    /// <summary>A quoted string.</summary>
    String = 1,
    /// <summary>An integer or real number.</summary>
    Number = 2,
    /// <summary>T or F.</summary>
    Logical = 3,
    /// <summary>A keyword whose value is left blank, or one that cannot be parsed.</summary>
    Undefined = 4,
}
