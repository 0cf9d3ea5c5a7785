namespace Memori.Text2Sql.Grounding.Linking.Derived;

/// <summary>Columns of one table whose names differ in one place only: the salaries of 2014 and 2016, 寒假天数 and 暑假天数.</summary>
/// <param name="Prefix">What all names begin with.</param>
/// <param name="Suffix">What all names end with.</param>
/// <param name="Members">The columns, each with the words of its own.</param>
internal sealed record ColumnFamily(string[] Prefix, string[] Suffix, IReadOnlyList<(string[] Own, ColumnNode Column)> Members)
{
    private const int LongestOwn = 4;

    /// <summary>The families among <paramref name="measures"/>, those that are the most alike first.</summary>
    public static IReadOnlyList<ColumnFamily> Of(IReadOnlyList<ColumnNode> measures)
    {
        var frames = new Dictionary<string, (string[] Prefix, string[] Suffix)>(StringComparer.Ordinal);
        for (var i = 0; i < measures.Count; i++)
        {
            for (var j = i + 1; j < measures.Count; j++)
            {
                if (Frame(measures[i].Words, measures[j].Words) is var (prefix, suffix))
                {
                    frames.TryAdd(string.Join(' ', prefix) + '|' + string.Join(' ', suffix), (prefix, suffix));
                }
            }
        }

        return [.. frames.Values.OrderByDescending(f => f.Prefix.Length + f.Suffix.Length)
            .Select(f => new ColumnFamily(f.Prefix, f.Suffix, [.. measures.Select(m => (Own: OwnOf(m.Words, f.Prefix, f.Suffix), Column: m)).Where(m => m.Own.Length is > 0 and <= LongestOwn)]))];
    }

    private static string[] OwnOf(string[] words, string[] prefix, string[] suffix) =>
        words.Length > prefix.Length + suffix.Length && DerivedWords.Starts(words, prefix) && DerivedWords.Ends(words, suffix) ? words[prefix.Length..^suffix.Length] : [];

    private static (string[] Prefix, string[] Suffix)? Frame(string[] one, string[] other)
    {
        var shorter = Math.Min(one.Length, other.Length);
        var suffix = 0;
        while (suffix < shorter - 1 && one[^(suffix + 1)] == other[^(suffix + 1)])
        {
            suffix++;
        }

        var prefix = 0;
        while (prefix < shorter - suffix - 1 && one[prefix] == other[prefix])
        {
            prefix++;
        }

        return prefix + suffix > 0 && one.Length - prefix - suffix <= LongestOwn && other.Length - prefix - suffix <= LongestOwn ? (one[..prefix], one[^suffix..]) : null;
    }
}
