namespace Memori.Claude.Tokens;

/// <summary>What a character is to a tokenizer.</summary>
internal enum CharacterClass : byte
{
    Mark,
    Consonant,
    Vowel,
    Capital,
    Digit,
    Space,
    Break,
    Tab,
    Accented,
    Alphabet,
    Semitic,
    OtherScript,
    Kana,
    Hangul,
    Han,
    WideMark,
    Symbol,
}

/// <summary>The classes of characters.</summary>
internal static class CharacterClasses
{
    private static readonly CharacterClass[] Ascii = [.. Enumerable.Range(0, 128).Select(c => OfAscii((char)c))];

    /// <summary>By the blocks of Unicode: near enough for counting.</summary>
    public static CharacterClass Of(int character) => character switch
    {
        < 0x80 => Ascii[character],
        0xA0 => CharacterClass.Space,
        < 0xC0 => CharacterClass.Symbol,
        < 0x250 or (>= 0x1E00 and < 0x1F00) => CharacterClass.Accented,
        < 0x370 => CharacterClass.OtherScript,
        < 0x590 or (>= 0x10A0 and < 0x1100) or (>= 0x1F00 and < 0x2000) => CharacterClass.Alphabet,
        < 0x900 => CharacterClass.Semitic,
        < 0x1100 => CharacterClass.OtherScript,
        < 0x1200 or (>= 0xAC00 and < 0xD7B0) => CharacterClass.Hangul,
        < 0x2000 => CharacterClass.OtherScript,
        < 0x2070 or (>= 0x3000 and < 0x3040) or (>= 0xFF00 and < 0xFFF0) => CharacterClass.WideMark,
        < 0x2C00 => CharacterClass.Symbol,
        (>= 0x3040 and < 0x3100) or (>= 0x31F0 and < 0x3200) => CharacterClass.Kana,
        (>= 0x3400 and < 0xA000) or (>= 0xF900 and < 0xFB00) or (>= 0x20000 and < 0x40000) => CharacterClass.Han,
        >= 0x10000 => CharacterClass.Symbol,
        _ => CharacterClass.OtherScript,
    };

    private static CharacterClass OfAscii(char character) => character switch
    {
        ' ' => CharacterClass.Space,
        '\n' or '\r' => CharacterClass.Break,
        '\t' => CharacterClass.Tab,
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' => CharacterClass.Vowel,
        >= 'a' and <= 'z' => CharacterClass.Consonant,
        >= 'A' and <= 'Z' => CharacterClass.Capital,
        >= '0' and <= '9' => CharacterClass.Digit,
        _ => CharacterClass.Mark,
    };
}
