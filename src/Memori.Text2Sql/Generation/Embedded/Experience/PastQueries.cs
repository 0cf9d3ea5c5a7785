using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Learning.Pairs;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Generation.Embedded.Experience;

/// <summary>
/// What a person called right of the same database tells how to read the next question: of its readings, the one that is built like the right answer to a
/// question that is worded like it goes before.
/// </summary>
internal sealed class PastQueries
{
    private const double Weight = 8;
    private const double LeastAlike = 0.15;
    private const int LeastMeaning = 2;
    private const double SameMeaning = 0.85;

    private readonly List<(double Alike, IReadOnlySet<string> Parts)> _pairs;
    private readonly GroundedQuestion _question;

    private PastQueries(GroundedQuestion question, List<(double, IReadOnlySet<string>)> pairs) => (_question, _pairs) = (question, pairs);

    /// <summary>What the examples of a question tell.</summary>
    public static PastQueries Of(GroundedQuestion question)
    {
        var right = question.Examples.Where(IsRight).ToList();
        if (right.Count == 0)
        {
            return new PastQueries(question, []);
        }

        var words = Words(question.Question.Text, question.Values.Select(v => v.Phrase));
        return new PastQueries(question,
        [
            .. right.Select(pair => (Alike: Alike(words, Words(pair.Question, [])), pair.Sql)).Where(p => p.Alike >= LeastAlike)
                .Select(p => (p.Alike, SqlParts.Of(p.Sql, question.DataSource.Dialect))),
        ]);
    }

    /// <summary>The SQL that a person called right for a question of the same meaning in other words, or null.</summary>
    public static SqlCandidate? Same(GroundedQuestion question, LinkResult links, Linker linker)
    {
        var meaning = QuestionMeaning.Of(links);
        if (meaning.Count < LeastMeaning)
        {
            return null;
        }

        foreach (var pair in question.Examples.Where(IsRight))
        {
            // The same words on another day may mean other dates: those are the remembered rung's.
            if (pair.Question.Length <= QuestionText.MaxLength && pair.AskedAt.Date == question.Question.AskedAt.Date
                && QuestionMeaning.Of(linker.Link(question.Question with { Text = pair.Question })).SetEquals(meaning))
            {
                return new SqlCandidate(pair.Sql, SameMeaning)
                {
                    MemoryIds = [pair.MemoryId],
                    Signals = new Dictionary<string, double>(StringComparer.Ordinal) { [Signal.Recalled] = 1 },
                };
            }
        }

        return null;
    }

    /// <summary>The readings in the order that they have with this in mind.</summary>
    public IReadOnlyList<RankedReading> Reorder(IReadOnlyList<RankedReading> ranked) =>
        _pairs.Count == 0 ? ranked : [.. ranked.Select(r => r with { Score = r.Score + Bonus(r.Sql) }).OrderByDescending(r => r.Score)];

    // A person said so, or took it in from a list of known questions.
    private static bool IsRight(VerifiedPair pair) => pair.Verdict == VerifiedPairs.Right || pair.Generator == PairImport.Generator;

    private double Bonus(string sql)
    {
        var parts = SqlParts.Of(sql, _question.DataSource.Dialect);
        return _pairs.Max(pair => Weight * pair.Alike * pair.Alike * SqlParts.Likeness(parts, pair.Parts));
    }

    private static double Alike(HashSet<string> one, HashSet<string> other)
    {
        var shared = one.Intersect(other, StringComparer.Ordinal).Sum(Importance);
        var all = one.Union(other, StringComparer.Ordinal).Sum(Importance);
        return all == 0 ? 0 : shared / all;
    }

    private static double Importance(string term) => Lexicon.Default.WeightOf(term);

    // What the question is about, not of which values.
    private static HashSet<string> Words(string text, IEnumerable<string> values)
    {
        var without = values.Aggregate(text, (rest, value) => rest.Replace(value, " ", StringComparison.OrdinalIgnoreCase));
        return [.. Tokenizer.Terms([.. Tokenizer.Tokenize(without).Where(t => t.Kind is TokenKind.Word or TokenKind.Ideograph).Select(t => t.Lemma)])];
    }
}
