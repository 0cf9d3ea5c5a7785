using Memori.Text2Sql.Generation.Remembered;

namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>Finds questions that are almost the same in words. Not thread-safe.</summary>
internal sealed class NearQuestions
{
    // Of ten words, nine are shared.
    private const double Alike = 0.8;

    // A word of so many questions tells nothing, and would cost much.
    private const int MostPostings = 2_000;

    private readonly List<(string Question, string Sql, int Terms)> _known = [];
    private readonly Dictionary<string, List<int>> _postings = new(StringComparer.Ordinal);

    /// <summary>Adds a question with the form of its SQL.</summary>
    public void Add(string question, string sqlForm)
    {
        var terms = Terms(question);
        foreach (var term in terms)
        {
            if (!_postings.TryGetValue(term, out var postings))
            {
                _postings[term] = postings = [];
            }

            if (postings.Count < MostPostings)
            {
                postings.Add(_known.Count);
            }
        }

        _known.Add((question, sqlForm, terms.Count));
    }

    /// <summary>A known question with other SQL that shares almost all words with this one, or null.</summary>
    public string? Find(string question, string sqlForm)
    {
        var terms = Terms(question);
        var shared = new Dictionary<int, int>();
        foreach (var at in terms.SelectMany(term => _postings.GetValueOrDefault(term) ?? []))
        {
            shared[at] = shared.GetValueOrDefault(at) + 1;
        }

        var near = shared
            .Select(s => (Known: _known[s.Key], Share: (double)s.Value / (terms.Count + _known[s.Key].Terms - s.Value)))
            .Where(s => s.Share >= Alike && s.Known.Sql != sqlForm)
            .OrderByDescending(s => s.Share)
            .FirstOrDefault();
        return near.Known.Question;
    }

    private static HashSet<string> Terms(string question)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in QuestionShape.Of(question).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[0] < '\u2e80')
            {
                terms.Add(word);
                continue;
            }

            for (var i = 0; i + 1 < word.Length; i++)
            {
                terms.Add(word.Substring(i, 2));
            }
        }

        return terms;
    }
}
