namespace Memori.Claude.Tokens;

/// <summary>What is counted in a text. The order is that of <see cref="TokenWeights"/>: words first, then other scripts, then marks.</summary>
internal enum TextFeature
{
    /// <summary>Runs of one Latin letter.</summary>
    Letter,

    /// <summary>Runs of 2 to 4 Latin letters.</summary>
    ShortWord,

    /// <summary>Runs of 5 to 7 Latin letters.</summary>
    Word,

    /// <summary>Runs of 8 to 10 Latin letters.</summary>
    LongWord,

    /// <summary>Runs of 11 Latin letters and more.</summary>
    VeryLongWord,

    /// <summary>Letters beyond the sixteenth of a run: no word is that long.</summary>
    ExcessLetter,

    /// <summary>A capital after a small letter, as in camelCase.</summary>
    CaseChange,

    /// <summary>A letter after three consonants or more: hardly a word.</summary>
    Unspeakable,

    /// <summary>Latin letters beyond ASCII.</summary>
    Accented,

    /// <summary>Cyrillic letters.</summary>
    Cyrillic,

    /// <summary>Letters of Greek, Armenian, Georgian.</summary>
    Greek,

    /// <summary>Letters of Hebrew, Arabic, Syriac.</summary>
    Semitic,

    /// <summary>Letters of South and South-East Asia and all other scripts.</summary>
    OtherScript,

    /// <summary>Hiragana and katakana.</summary>
    Kana,

    /// <summary>Hangul.</summary>
    Hangul,

    /// <summary>Chinese characters that are written often.</summary>
    Han,

    /// <summary>Other Chinese characters.</summary>
    RareHan,

    /// <summary>Punctuation beyond ASCII: typographic, ideographic, full width.</summary>
    WideMark,

    /// <summary>Emoji, arrows, box drawing and the like.</summary>
    Symbol,

    /// <summary>The same punctuation or symbol beyond ASCII again, as in a drawn line.</summary>
    RepeatedSymbol,

    /// <summary>Digits.</summary>
    Digit,

    /// <summary>Runs of digits.</summary>
    Number,

    /// <summary>A letter next to a digit: hashes, base64, codes.</summary>
    AlphanumericChange,

    /// <summary>ASCII punctuation.</summary>
    Mark,

    /// <summary>Runs of ASCII punctuation.</summary>
    MarkRun,

    /// <summary>Changing punctuation after the fourth of a run: no notation is like that.</summary>
    ExcessMark,

    /// <summary>The same punctuation again, as in a line of dashes.</summary>
    RepeatedMark,

    /// <summary>Runs of white space other than one space.</summary>
    Blank,

    /// <summary>Characters of those runs after the first.</summary>
    Indent,

    /// <summary>Line breaks.</summary>
    Break,
}
