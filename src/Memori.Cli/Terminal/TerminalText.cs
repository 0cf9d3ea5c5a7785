using System.Globalization;

namespace Memori.Cli.Terminal;

/// <summary>Text of others (rows, names, memories) made harmless for a terminal: no escape sequences, no direction tricks.</summary>
internal static class TerminalText
{
    public static string Safe(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        ? text
        : string.Concat(text.Select(c => IsHarmful(c) ? '\uFFFD' : c));

    private static bool IsHarmful(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not '\u200d');
}
