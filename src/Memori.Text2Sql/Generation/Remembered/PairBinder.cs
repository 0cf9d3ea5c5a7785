using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>What the SQL of a known question becomes for a question of the same shape with other dates, values or numbers.</summary>
internal static class PairBinder
{
    /// <summary>The SQL for <paramref name="question"/>, or null when its shape is another, or something in it can't be placed for sure.</summary>
    public static Rebound? Bind(VerifiedPair pair, GroundedQuestion question)
    {
        var asked = question.Question;
        var dialect = question.DataSource.Dialect;
        if (pair.Question == asked.Text && pair.AskedAt == asked.AskedAt)
        {
            return new Rebound(pair.Sql, 0, 0);
        }

        var literals = Literals(pair.Sql, dialect);
        var old = QuestionTemplate.Create(pair.Question, LanguageDetection.Detect(pair.Question) ?? asked.Language, pair.AskedAt, literals);
        var now = QuestionTemplate.Create(asked.Text, asked.Language, asked.AskedAt, Values(question, literals));
        return old.Shape == now.Shape && old.Slots.Count == now.Slots.Count
            ? LiteralRebinder.Rebind(pair.Sql, dialect, old.Slots, now.Slots, question.Values)
            : null;
    }

    private static List<string> Literals(string sql, SqlDialect dialect) =>
        [.. SqlLexer.Tokenize(sql, dialect)
            .Where(t => t is { Kind: SqlTokenKind.Text, Length: > 2 })
            .Select(t => sql.Substring(t.Start + 1, t.Length - 2).Replace("''", "'", StringComparison.Ordinal))];

    // The new question may name the same values as the old one, or others of the database.
    private static IEnumerable<string> Values(GroundedQuestion question, List<string> literals) => question.Values.Select(v => v.Phrase).Concat(literals);
}
