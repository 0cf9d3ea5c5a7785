using System.Globalization;
using System.Text;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Sql;

/// <summary>The values of strings with escapes.</summary>
internal static class StringEscapes
{
    /// <summary>What stands in <c>E'…'</c>.</summary>
    public static string Backslash(ReadOnlySpan<char> text, int position)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                i++;
                result.Append('\'');
                continue;
            }

            if (text[i] != '\\')
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'b':
                    result.Append('\b');
                    break;
                case 'f':
                    result.Append('\f');
                    break;
                case 'n':
                    result.Append('\n');
                    break;
                case 'r':
                    result.Append('\r');
                    break;
                case 't':
                    result.Append('\t');
                    break;
                case 'u':
                    i += CodePoint(text, i + 1, 4, result, position);
                    break;
                case 'U':
                    i += CodePoint(text, i + 1, 8, result, position);
                    break;
                case 'x' or (>= '0' and <= '7'):
                    // Escapes of single bytes depend on the server's encoding.
                    throw BadEscape(position);
                default:
                    result.Append(text[i]);
                    break;
            }
        }

        return result.ToString();
    }

    private static int CodePoint(ReadOnlySpan<char> text, int at, int digits, StringBuilder result, int position)
    {
        if (at + digits > text.Length
            || !int.TryParse(text.Slice(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code == 0
            || !Rune.TryCreate(code, out var rune))
        {
            throw BadEscape(position);
        }

        result.Append(rune.ToString());
        return digits;
    }

    private static SqlSyntaxException BadEscape(int position) => new(GuardRules.SqlSyntax, position, new(
        "This string has an escape that is not supported.",
        "该字符串中有不支持的转义。"));

    /// <summary>What stands in <c>U&amp;'…'</c>: <c>\XXXX</c>, <c>\+XXXXXX</c>, <c>\\</c>.</summary>
    public static string Unicode(ReadOnlySpan<char> text, int position)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\'')
            {
                i++;
                result.Append('\'');
            }
            else if (text[i] != '\\')
            {
                result.Append(text[i]);
            }
            else if (i + 1 < text.Length && text[i + 1] == '\\')
            {
                i++;
                result.Append('\\');
            }
            else
            {
                i += i + 1 < text.Length && text[i + 1] == '+'
                    ? CodePoint(text, i + 2, 6, result, position) + 1
                    : CodePoint(text, i + 1, 4, result, position);
            }
        }

        return result.ToString();
    }
}
