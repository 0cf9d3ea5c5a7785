using System.Text.RegularExpressions;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>
/// The cheapest rung: a verified question asked again, or asked of another period, value or number. No tokens, no guess: without a
/// verified question of the same shape it knows nothing.
/// </summary>
public sealed partial class RememberedSqlGenerator : ISqlGenerator
{
    /// <inheritdoc/>
    public string Name => "remembered";

    /// <inheritdoc/>
    public Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default)
    {
        var candidates = new List<SqlCandidate>();
        if (question.LeansOn is not null)
        {
            return Task.FromResult(Generated.Nothing);
        }

        foreach (var pair in question.Examples)
        {
            // What a term means may have been said since: only a person's word keeps an older reading of it.
            if (question.Terms.Any(link => link.Term.Sql is not null) && pair.Verdict != VerifiedPairs.Right && !SaysTerms(pair.Sql, question))
            {
                continue;
            }

            if (PairBinder.Bind(pair, question) is { } bound)
            {
                candidates.Add(new SqlCandidate(bound.Sql, pair.Confidence * bound.Certainty) { MemoryIds = [pair.MemoryId], Origin = pair.Generator });
            }
        }

        return Task.FromResult(new Generated { Candidates = [.. candidates.OrderByDescending(c => c.Confidence)] });
    }

    private static bool SaysTerms(string sql, GroundedQuestion question) =>
        question.Terms.All(link => link.Term.Sql is not { } term || Bare(sql).Contains(Bare(term), StringComparison.OrdinalIgnoreCase));

    // Names without their tables, and no spaces.
    private static string Bare(string sql) => Qualifiers.Replace(sql, "");

    [GeneratedRegex(@"\s+|""?\w+""?\.")]
    private static partial Regex Qualifiers { get; }
}
