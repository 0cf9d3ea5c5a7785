using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>
/// Text of people and databases on its way into a prompt: a JSON string on one line, in which <c>&lt;</c> and <c>&gt;</c> are escaped.
/// So it can neither close the block it stands in nor look like a new one.
/// </summary>
internal static partial class UntrustedText
{
    /// <summary><paramref name="text"/> as a JSON string, cut to <paramref name="maxCharacters"/>.</summary>
    public static string Quote(string text, int maxCharacters = 2_000)
    {
        var cut = text.Length <= maxCharacters ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[maxCharacters - 1]) ? maxCharacters - 1 : maxCharacters)}…";
        var json = JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(cut);
        return $"\"{json.Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal)}\"";
    }

    /// <summary>A name: bare when it is one word, else quoted.</summary>
    public static string Name(string name) => Word.IsMatch(name) ? name : Quote(name);

    /// <summary>A table's name with its schema's.</summary>
    public static string FullName(string? schema, string name) => schema is null ? Name(name) : $"{Name(schema)}.{Name(name)}";

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]{0,99}\z")]
    private static partial Regex Word { get; }
}
