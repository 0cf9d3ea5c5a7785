namespace Memori.Text2Sql.Grounding.Linking.Derived;

/// <summary>The words by which columns show what two of them say together, and the names that people give it, from derived.tsv.</summary>
internal static class DerivedWords
{
    private static readonly ILookup<string, string[]> Rows = DataFile.Rows("derived.tsv").ToLookup(r => r[0], r => r[1..], StringComparer.Ordinal);
    private static readonly Dictionary<string, string[][]> Known = Rows.Where(k => !k.Key.EndsWith(".name", StringComparison.Ordinal)).ToDictionary(k => k.Key, k => k.Select(r => Split(r[0])).OrderByDescending(w => w.Length).ToArray(), StringComparer.Ordinal);
    private static readonly Dictionary<string, (string[] First, string[] Second)[]> Twofold =
        Rows.Where(k => k.First().Length > 1).ToDictionary(k => k.Key, k => k.Select(r => (Split(r[0]), Split(r[1]))).ToArray(), StringComparer.Ordinal);

    /// <summary>Words that have a common name, by that name: sons and daughters are children.</summary>
    public static IReadOnlyList<(string Name, string[][] Parts)> Together { get; } = [.. Rows["together"].Select(r => (r[0], r[1].Split(',').Select(Split).ToArray()))];

    /// <summary>Parts of which one is what the other is not, both ways.</summary>
    public static IReadOnlyList<(string[] First, string[] Second)> Opposites { get; } = [.. Pairs("opposite"), .. Pairs("opposite").Select(p => (p.Second, p.First))];

    /// <summary>The words of a kind, the longest first.</summary>
    public static string[][] Of(string kind) => Known[kind];

    /// <summary>The pairs of a kind.</summary>
    public static (string[] First, string[] Second)[] Pairs(string kind) => Twofold[kind];

    /// <summary>The names of a kind in the language of the parts, each place filled; names with a place that nothing fills are left out.</summary>
    public static IEnumerable<string> NamesOf(string kind, bool chinese, params (string Place, string[] Words)[] parts)
    {
        foreach (var template in Rows[kind].Select(r => r[0]).Where(t => IsChinese(t) == chinese))
        {
            var name = template;
            foreach (var (place, words) in parts.Where(p => p.Words.Length > 0))
            {
                name = name.Replace("{" + place + "}", " " + string.Join(' ', words) + " ", StringComparison.Ordinal);
            }

            if (!name.Contains('{', StringComparison.Ordinal))
            {
                yield return name.Trim();
            }
        }
    }

    public static string[] Split(string text) => [.. Tokenizer.Tokenize(text).Select(t => t.Lemma)];

    public static bool Ends(string[] words, string[] with) => words.AsSpan().EndsWith(with);

    public static bool Starts(string[] words, string[] with) => words.AsSpan().StartsWith(with);

    /// <summary>Where the words stand in others, or -1.</summary>
    public static int IndexOf(string[] words, string[] sought) => words.AsSpan().IndexOf(sought);

    private static bool IsChinese(string template) => template.Any(Tokenizer.IsIdeograph) || template.Contains("}{", StringComparison.Ordinal);
}
