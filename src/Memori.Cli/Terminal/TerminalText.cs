using System.Globalization;

namespace Memori.Cli.Terminal;

/// <summary>Text of others (rows, names, memories) made harmless for a terminal: no escape sequences, no direction tricks.</summary>
internal static class TerminalText
{
    public static string Safe(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
        ? text
        : string.Concat(text.Select(c => IsHarmful(c) ? '\uFFFD' : c));

    /// <summary>How many there are of something in English: 1 row, 2 rows.</summary>
    public static string Count(long count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {(count == 1 ? one : several)}");

    private static bool IsHarmful(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t')) || (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not '\u200d');
}
