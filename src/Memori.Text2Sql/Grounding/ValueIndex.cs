namespace Memori.Text2Sql.Grounding;

/// <summary>A value of the database that a stretch of a question may mean.</summary>
/// <param name="Column">The column that holds it.</param>
/// <param name="Value">The value as stored.</param>
/// <param name="Score">How alike, 0–1.</param>
internal sealed record ValueMatch(ColumnNode Column, string Value, double Score);

/// <summary>The distinct values of text columns by their normalised text.</summary>
internal sealed class ValueIndex
{
    private const int LongestValue = 12;
    private static readonly Dictionary<string, string[]> Translations = DataFile.Rows("values.tsv")
        .GroupBy(r => Tokenizer.Key(r[0]), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.SelectMany(r => r[1].Split(',')).Select(Tokenizer.Key).ToArray(), StringComparer.Ordinal);

    private readonly Dictionary<string, List<ValueMatch>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ValueMatch>> _byGram = new(StringComparer.Ordinal);

    public ValueIndex(IReadOnlyList<TableNode> tables)
    {
        foreach (var column in tables.SelectMany(t => t.Columns).Where(c => !c.IsNumeric && !c.IsDate))
        {
            foreach (var value in column.Schema.Profile.Values)
            {
                Add(column, value);
            }
        }

        foreach (var column in tables.SelectMany(t => t.Columns))
        {
            foreach (var (value, meaning) in CommentReader.Read(column.Schema.Comment).Codes)
            {
                Put(_byKey, Tokenizer.Key(meaning), new ValueMatch(column, value, 0.97));
                if (!column.IsNumeric)
                {
                    Put(_byKey, Tokenizer.Key(value), new ValueMatch(column, value, 0.97));
                }
            }
        }
    }

    /// <summary>The values whose text is that of the tokens.</summary>
    public IReadOnlyList<ValueMatch> Exact(string key)
    {
        var own = _byKey.GetValueOrDefault(key);
        if (!Translations.TryGetValue(key, out var stored))
        {
            return own ?? [];
        }

        return [.. own ?? [], .. stored.SelectMany(s => _byKey.GetValueOrDefault(s) ?? []).Select(m => m with { Score = 0.95 })];
    }

    /// <summary>The values that resemble <paramref name="text"/>, by character trigrams (bigrams for Chinese); the best first.</summary>
    public IReadOnlyList<ValueMatch> Fuzzy(string text, double threshold)
    {
        var grams = Grams(text.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToList();
        var hits = new Dictionary<ValueMatch, int>(ReferenceEqualityComparer.Instance);
        foreach (var value in grams.SelectMany(g => _byGram.GetValueOrDefault(g) ?? []))
        {
            hits[value] = hits.GetValueOrDefault(value) + 1;
        }

        return
        [
            .. hits.Select(h => h.Key with { Score = 2.0 * h.Value / (grams.Count + Grams(h.Key.Value.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Count()) })
                .Where(m => m.Score >= threshold)
                .OrderByDescending(m => m.Score)
                .Take(8),
        ];
    }

    private void Add(ColumnNode column, string value)
    {
        if (value.Length is 0 or > 80)
        {
            return;
        }

        var key = Tokenizer.Key(value);
        if (key.Length == 0 || (key.Count(c => c == ' ') >= LongestValue && !Tokenizer.IsIdeograph(key[0])))
        {
            return;
        }

        var match = new ValueMatch(column, value, 1);
        Put(_byKey, key, match);
        foreach (var gram in Grams(value.ToLowerInvariant()).Distinct(StringComparer.Ordinal))
        {
            Put(_byGram, gram, match);
        }
    }

    private static IEnumerable<string> Grams(string text)
    {
        var size = text.Any(Tokenizer.IsIdeograph) ? 2 : 3;
        var padded = size == 3 ? $" {text} " : text;
        for (var i = 0; i + size <= padded.Length; i++)
        {
            yield return padded.Substring(i, size);
        }
    }

    private static void Put(Dictionary<string, List<ValueMatch>> index, string key, ValueMatch match)
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }

        list.Add(match);
    }
}
