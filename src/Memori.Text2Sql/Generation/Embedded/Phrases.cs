using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Phrases with gaps, from files: … stands for anything; a space before an English phrase is the beginning of its first word.</summary>
internal static class Phrases
{
    /// <summary>The phrases of a file with what they say.</summary>
    public static IReadOnlyList<(string[] Parts, string Meaning)> Read(string file) => [.. DataFile.Rows(file).Select(r => (r[0].Split('…'), r[1]))];

    /// <summary>The question in lower case, without hyphens: English words after a space each, Chinese without any.</summary>
    public static string TextOf(Reading reading) =>
        string.Concat(reading.Tokens.Where(t => t.Text != "-").Select(t => reading.Chinese ? t.Lower : " " + t.Lower)) + " ";

    /// <summary>Whether the parts stand in the text in their order.</summary>
    public static bool AreIn(string text, string[] parts)
    {
        var at = 0;
        return Array.TrueForAll(parts, part => (at = text.IndexOf(part, at, StringComparison.Ordinal)) >= 0 && (at += part.Length) >= 0);
    }
}
