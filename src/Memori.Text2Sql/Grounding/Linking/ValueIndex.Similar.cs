namespace Memori.Text2Sql.Grounding.Linking;

internal sealed partial class ValueIndex
{
    // A word of more values than this says little about which one is meant.
    private const int MostPostings = 1000;
    private const int MostSimilar = 8;
    private const double MisspeltFactor = 0.85;

    private readonly Dictionary<string, List<ValueMatch>> _byWord = new(StringComparer.Ordinal);
    private readonly Lazy<Spelling> _spelling;

    /// <summary>Values of several words of which one is <paramref name="word"/> (a pair of characters for Chinese); a bounded number.</summary>
    public IReadOnlyList<ValueMatch> WithWord(string word) => _byWord.GetValueOrDefault(word) ?? [];

    /// <summary>Words of values that a misspelt word may mean, the nearest first.</summary>
    public IReadOnlyList<string> Near(string word) => _spelling.Value.Near(word);

    /// <summary>
    /// The values that share words with <paramref name="terms"/> (see <see cref="Terms(string)"/>), misspelt ones too, by the share of
    /// characters in common words (Dice's coefficient); the best first, a bounded number.
    /// </summary>
    public IReadOnlyList<ValueMatch> Similar(IReadOnlyList<string> terms, double threshold)
    {
        var met = new Dictionary<ValueMatch, (double Common, bool Misspelt)>(ReferenceEqualityComparer.Instance);
        foreach (var term in terms.Distinct(StringComparer.Ordinal))
        {
            var known = _byWord.ContainsKey(term);
            foreach (var word in known ? [term] : _spelling.Value.Near(term))
            {
                foreach (var value in _byWord[word])
                {
                    var (common, misspelt) = met.GetValueOrDefault(value);
                    met[value] = (common + (term.Length * (known ? 1 : MisspeltFactor)), misspelt || !known);
                }
            }
        }

        var asked = terms.Sum(t => t.Length);
        return
        [
            .. met.Select(m => m.Key with
                {
                    Score = Math.Min(1, 2 * m.Value.Common / (asked + Terms(m.Key.Value).Sum(t => t.Length))),
                    Kind = m.Value.Misspelt ? ValueMatchKind.Fuzzy : ValueMatchKind.Partial,
                })
                .Where(m => m.Score >= threshold)
                .OrderByDescending(m => m.Score).ThenBy(m => m.Column.Table.Index).ThenBy(m => m.Value, StringComparer.Ordinal)
                .Take(MostSimilar),
        ];
    }

    /// <summary>The parts of a value that a question may name: its words, pairs of characters of Chinese.</summary>
    public static List<string> Terms(string text) => Tokenizer.Terms(Tokenizer.Key(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private void AddWords(string key, ValueMatch match)
    {
        foreach (var term in Tokenizer.Terms(key.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal))
        {
            if (!_byWord.TryGetValue(term, out var list))
            {
                _byWord[term] = list = new List<ValueMatch>(1);
            }

            if (list.Count < MostPostings)
            {
                list.Add(match);
            }
        }
    }
}
