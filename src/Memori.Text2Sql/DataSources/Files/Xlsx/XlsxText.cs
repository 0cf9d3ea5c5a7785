using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>Characters that XML can't carry stand in workbooks as <c>_xHHHH_</c> (ECMA-376 Part 1, 22.9.2.19, ST_Xstring).</summary>
internal static class XlsxText
{
    private const int EscapeLength = 7;

    /// <summary>Replaces the escapes in place and gives the new length.</summary>
    public static int Decode(Span<char> text)
    {
        var first = text.IndexOf("_x", StringComparison.Ordinal);
        if (first < 0)
        {
            return text.Length;
        }

        var length = first;
        for (var i = first; i < text.Length;)
        {
            if (IsEscape(text[i..], out var character))
            {
                text[length++] = character;
                i += EscapeLength;
            }
            else
            {
                text[length++] = text[i++];
            }
        }

        return length;
    }

    /// <summary>The text with everything escaped that XML can't carry, and what looks like an escape already.</summary>
    public static string Encode(string text)
    {
        var i = FirstToEscape(text, 0);
        if (i < 0)
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        var start = 0;
        while (i >= 0)
        {
            encoded.Append(text, start, i - start).Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_");
            start = i + 1;
            i = FirstToEscape(text, start);
        }

        return encoded.Append(text, start, text.Length - start).ToString();
    }

    private static int FirstToEscape(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '_' ? IsEscape(text.AsSpan(i), out _)
                : c < ' ' ? c is not ('\t' or '\n')
                : char.IsHighSurrogate(c) ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
                : char.IsLowSurrogate(c) ? i == 0 || !char.IsHighSurrogate(text[i - 1])
                : c is '\uFFFE' or '\uFFFF')
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsEscape(ReadOnlySpan<char> text, out char character)
    {
        character = '\0';
        if (text.Length < EscapeLength || text[0] != '_' || text[1] != 'x' || text[6] != '_'
            || !ushort.TryParse(text[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            return false;
        }

        character = (char)code;
        return true;
    }
}
