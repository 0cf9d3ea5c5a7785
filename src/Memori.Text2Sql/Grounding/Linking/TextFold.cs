using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Makes writings of the same text alike: full and half width, accents.</summary>
internal static class TextFold
{
    private const char FullWidthFirst = '\uFF01';
    private const char FullWidthLast = '\uFF5E';
    private const int FullWidthOffset = 0xFEE0;

    /// <summary>Full-width letters, digits and spaces as half-width ones, everything else as it is: positions stay.</summary>
    public static string Width(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(FullWidthFirst, FullWidthLast) && !text.Contains('\u3000', StringComparison.Ordinal))
        {
            return text;
        }

        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var c = source[i];
                var half = c is >= FullWidthFirst and <= FullWidthLast ? (char)(c - FullWidthOffset) : c == '\u3000' ? ' ' : c;
                target[i] = char.IsAsciiLetterOrDigit(half) || half == ' ' ? half : c;
            }
        });
    }

    /// <summary>Lower case without accents.</summary>
    public static string Lower(string text)
    {
        var lower = text.ToLowerInvariant();
        if (Ascii.IsValid(lower) || Tokenizer.IsIdeograph(lower[0]))
        {
            return lower;
        }

        var plain = new StringBuilder(lower.Length);
        foreach (var c in WellFormed(lower).Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c);
            }
        }

        return plain.ToString().Normalize(NormalizationForm.FormC);
    }

    // Half of a surrogate pair is no character: it becomes U+FFFD.
    private static string WellFormed(string text) =>
        text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
