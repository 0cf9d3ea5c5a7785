namespace Memori.Text;

/// <summary>The languages that people use with the system.</summary>
public enum Language
{
    /// <summary>English, the default.</summary>
    English,

    /// <summary>Simplified Chinese.</summary>
    Chinese,
}
