namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>What a token of a question is.</summary>
internal enum TokenKind
{
    /// <summary>A word of letters.</summary>
    Word,

    /// <summary>One Chinese character.</summary>
    Ideograph,

    /// <summary>Digits, possibly with a fraction or separators.</summary>
    Number,

    /// <summary>Text in quotation marks, the marks left out.</summary>
    Quoted,

    /// <summary>Anything else.</summary>
    Mark,
}

/// <summary>A piece of a question.</summary>
/// <param name="Start">Where it begins in the text, in UTF-16 code units.</param>
/// <param name="Length">Its length, quotation marks included.</param>
/// <param name="Text">Its text, quotation marks left out.</param>
/// <param name="Kind">What it is.</param>
internal sealed record Token(int Start, int Length, string Text, TokenKind Kind)
{
    /// <summary>The text in lower case without accents.</summary>
    public string Lower { get; } = TextFold.Lower(Text);

    /// <summary>The base form of a word; the lower-case text of anything else.</summary>
    public string Lemma { get; } = Kind == TokenKind.Word ? Words.Lemma(TextFold.Lower(Text)) : TextFold.Lower(Text);

    /// <summary>Where it ends in the text (exclusive).</summary>
    public int End => Start + Length;

    /// <summary>Whether a word begins with a capital.</summary>
    public bool Capitalised => Kind == TokenKind.Word && char.IsUpper(Text[0]);
}
