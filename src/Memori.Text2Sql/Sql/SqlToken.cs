namespace Memori.Text2Sql.Sql;

/// <summary>The kind of a token.</summary>
public enum SqlTokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>A word of the language.</summary>
    Keyword,

    /// <summary>A name.</summary>
    Identifier,

    /// <summary>A name in quotes.</summary>
    QuotedIdentifier,

    /// <summary>A character string.</summary>
    Text,

    /// <summary>A byte string.</summary>
    Blob,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>A parenthesis, bracket, comma, dot, colon, semicolon.</summary>
    Punctuation,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A comment.</summary>
    Comment,

    /// <summary>Characters that don't belong into SQL.</summary>
    Unknown,
}

/// <summary>A piece of SQL text.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">Where it begins, in UTF-16 code units from 0.</param>
/// <param name="Length">How long it is, in UTF-16 code units.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    /// <summary>Where the next may begin.</summary>
    public int End => Start + Length;

    /// <summary>The upper-case keyword, the operator as the tree has it, or the punctuation; else null.</summary>
    internal string? Word { get; init; }

    /// <summary>Why the parser will refuse it.</summary>
    internal SqlTokenFault Fault { get; init; }
}

/// <summary>What is wrong with a token.</summary>
internal enum SqlTokenFault
{
    None,
    Unterminated,
    BadCharacter,
    BadNumber,
    EmptyName,
    NotSupported,
    ExecutableComment,
}
