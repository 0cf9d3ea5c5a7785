using System.Numerics;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Finds the known words that a misspelt one may mean. Immutable.</summary>
internal sealed class Spelling
{
    private const int ShortestWord = 4;
    private const int LongWord = 8;
    private const int MostWords = 8;

    // By length; of each word the set of its letters, which tells most others apart at once.
    private readonly Dictionary<int, (string Word, uint Letters)[]> _byLength;

    public Spelling(IEnumerable<string> words) =>
        _byLength = words.Where(IsSpelt).GroupBy(w => w.Length).ToDictionary(g => g.Key, g => g.Order(StringComparer.Ordinal).Select(w => (w, Letters(w))).ToArray());

    /// <summary>Known words one slip away (two in a long word): a letter missing, added, changed or two exchanged. The nearest first.</summary>
    public IReadOnlyList<string> Near(string word)
    {
        if (!IsSpelt(word))
        {
            return [];
        }

        var most = word.Length >= LongWord ? 2 : 1;
        var letters = Letters(word);
        var near = new List<(string Word, int Slips)>();
        for (var length = word.Length - most; length <= word.Length + most; length++)
        {
            foreach (var (known, set) in _byLength.GetValueOrDefault(length) ?? [])
            {
                if (BitOperations.PopCount(set ^ letters) <= 2 * most && Distance(word, known, most) is var slips && slips <= most)
                {
                    near.Add((known, slips));
                }
            }
        }

        return [.. near.OrderBy(n => n.Slips).ThenBy(n => n.Word, StringComparer.Ordinal).Take(MostWords).Select(n => n.Word)];
    }

    private static bool IsSpelt(string word) => word.Length >= ShortestWord && word.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;

    private static uint Letters(string word)
    {
        uint set = 0;
        foreach (var c in word)
        {
            set |= 1u << (c - 'a');
        }

        return set;
    }

    // Damerau's distance (optimal string alignment); the first letter is seldom wrong.
    private static int Distance(string one, string other, int most)
    {
        if (one[0] != other[0] && (one[0] != other[1] || one[1] != other[0]))
        {
            return most + 1;
        }

        Span<int> before = stackalloc int[other.Length + 1];
        Span<int> last = stackalloc int[other.Length + 1];
        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = one[i - 1] == other[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1] + 1, last[j] + 1), last[j - 1] + cost);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            var spare = before;
            before = last;
            last = row;
            row = spare;
        }

        return last[other.Length];
    }
}
