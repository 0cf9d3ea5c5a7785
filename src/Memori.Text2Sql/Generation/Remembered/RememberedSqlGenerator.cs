using Memori.Text2Sql.Grounding;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>
/// The cheapest rung: a verified question asked again, or asked of another period, value or number. No tokens, no guess: without a
/// verified question of the same shape it knows nothing.
/// </summary>
public sealed class RememberedSqlGenerator : ISqlGenerator
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
            if (PairBinder.Bind(pair, question) is { } bound)
            {
                candidates.Add(new SqlCandidate(bound.Sql, pair.Confidence * bound.Certainty) { MemoryIds = [pair.MemoryId], Origin = pair.Generator });
            }
        }

        return Task.FromResult(new Generated { Candidates = [.. candidates.OrderByDescending(c => c.Confidence)] });
    }
}
