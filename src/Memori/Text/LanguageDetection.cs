namespace Memori.Text;

/// <summary>Tells the language of a person's text.</summary>
public static class LanguageDetection
{
    /// <summary>
    /// Chinese when the text has a Han character, English when it has another letter, null when it has no letter at all
    /// (digits, punctuation, emoji).
    /// </summary>
    public static Language? Detect(ReadOnlySpan<char> text)
    {
        Language? language = null;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHan(rune.Value))
            {
                return Language.Chinese;
            }

            if (System.Text.Rune.IsLetter(rune))
            {
                language = Language.English;
            }
        }

        return language;
    }

    /// <summary>Whether a code point is a Han character (unified ideographs, extensions A to H, compatibility ideographs).</summary>
    public static bool IsHan(int codePoint) =>
        codePoint is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);
}
