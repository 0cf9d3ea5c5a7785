using System.Globalization;
using System.Text;

namespace Memori.Server.Telemetry.Logs;

/// <summary>Text in a log line: whatever it says, it stays within its line.</summary>
internal static class LogText
{
    /// <summary>What is kept of a text, in characters.</summary>
    public const int Longest = 16_384;

    /// <summary>The text, cut off where it is too long, with every control character (line breaks and the terminal's own among them) written as an escape.</summary>
    public static string OneLine(string text)
    {
        text = Cut(text);
        var at = FirstControl(text);
        if (at < 0)
        {
            return text;
        }

        var safe = new StringBuilder(text.Length + 16).Append(text, 0, at);
        foreach (var c in text.AsSpan(at))
        {
            _ = c switch
            {
                '\n' => safe.Append("\\n"),
                '\r' => safe.Append("\\r"),
                '\t' => safe.Append("\\t"),
                _ when IsControl(c) => safe.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => safe.Append(c),
            };
        }

        return safe.ToString();
    }

    /// <summary>The text, cut off where it is too long.</summary>
    public static string Cut(string text) => text.Length <= Longest ? text : text[..Longest] + "…";

    private static int FirstControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (IsControl(text[i]))
            {
                return i;
            }
        }

        return -1;
    }

    // With the separators of lines and paragraphs, and what reverses the order of what is read.
    private static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069');
}
