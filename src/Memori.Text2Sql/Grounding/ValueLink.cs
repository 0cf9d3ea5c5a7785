namespace Memori.Text2Sql.Grounding;

/// <summary>A value that the question names, and the column that holds it.</summary>
/// <param name="Phrase">The words of the question.</param>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">The value as stored. Untrusted text.</param>
public sealed record ValueLink(string Phrase, string Table, string Column, string Value)
{
    /// <summary>How the words meet the value.</summary>
    public ValueMatchKind Match { get; init; }

    /// <summary>How alike they are, 0–1. Default 1.</summary>
    public double Score { get; init; } = 1;

    /// <summary>Whether the value must stay on this machine: it is not shown to a model.</summary>
    public bool IsLocal { get; init; }
}

/// <summary>How words of a question meet a value of the database.</summary>
public enum ValueMatchKind
{
    /// <summary>The same text but for case, plural, accents, width and punctuation.</summary>
    Exact,

    /// <summary>The same in another language, or what a comment says that a code means.</summary>
    Meaning,

    /// <summary>Some words are spelt otherwise.</summary>
    Fuzzy,

    /// <summary>Some words of the value are not said.</summary>
    Partial,
}
