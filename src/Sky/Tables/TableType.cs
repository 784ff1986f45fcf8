namespace GaLNet.Sky.Tables;

/// <summary>Types of values that every table format here can hold.</summary>
public enum TableType
{
    /// <summary>Double-precision number; NaN when undefined.</summary>
    Double = 0,
    /// <summary>Single-precision number; NaN when undefined.</summary>
    Single = 1,
    /// <summary>64-bit whole number.</summary>
    Int64 = 2,
    /// <summary>32-bit whole number.</summary>
    Int32 = 3,
    /// <summary>True or false.</summary>
    Boolean = 4,
    /// <summary>Text; empty when undefined.</summary>
    String = 5,
}
