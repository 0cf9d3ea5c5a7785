using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>
/// The cheapest rung: a verified question asked again, or asked of another period, value or number. No tokens, no guess: without a
/// verified question of the same shape it knows nothing.
/// </summary>
public sealed class RememberedSqlGenerator : ISqlGenerator
{
    private const double ReboundFactor = 0.95;
    private const double DriftFactor = 0.9;

    /// <inheritdoc/>
    public string Name => "remembered";

    /// <inheritdoc/>
    public Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default)
    {
        var asked = question.Question;
        var candidates = new List<SqlCandidate>();
        foreach (var pair in question.Examples)
        {
            var dialect = question.DataSource.Dialect;
            var literals = Literals(pair.Sql, dialect);
            var old = QuestionTemplate.Create(pair.Question, LanguageDetection.Detect(pair.Question) ?? asked.Language, pair.AskedAt, literals);
            var now = QuestionTemplate.Create(asked.Text, asked.Language, asked.AskedAt, Values(question, literals));
            if (old.Shape != now.Shape || old.Slots.Count != now.Slots.Count
                || LiteralRebinder.Rebind(pair.Sql, dialect, old.Slots, now.Slots, question.Values) is not { } sql)
            {
                continue;
            }

            var confidence = pair.Confidence * (sql == pair.Sql ? 1 : ReboundFactor) * (pair.SchemaHash == question.Schema.Hash ? 1 : DriftFactor);
            candidates.Add(new SqlCandidate(sql, confidence) { MemoryIds = [pair.MemoryId], Origin = pair.Generator });
        }

        return Task.FromResult(new Generated { Candidates = [.. candidates.OrderByDescending(c => c.Confidence)] });
    }

    private static List<string> Literals(string sql, SqlDialect dialect) =>
        [.. SqlLexer.Tokenize(sql, dialect)
            .Where(t => t is { Kind: SqlTokenKind.Text, Length: > 2 })
            .Select(t => sql.Substring(t.Start + 1, t.Length - 2).Replace("''", "'", StringComparison.Ordinal))];

    // The new question may name the same values as the old one, or others of the database.
    private static IEnumerable<string> Values(GroundedQuestion question, List<string> literals) => question.Values.Select(v => v.Phrase).Concat(literals);
}
