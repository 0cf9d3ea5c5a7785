using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation;

/// <summary>One rung of the ladder: turns a grounded question into candidates. Thread-safe.</summary>
public interface ISqlGenerator
{
    /// <summary><c>remembered</c>, <c>embedded</c> or <c>claude</c>.</summary>
    string Name { get; }

    /// <summary>How many further, independent ways of answering it has, for when the first answer is in doubt. Default 0.</summary>
    int FurtherWays => 0;

    /// <summary>Candidates, best first; empty when it does not know.</summary>
    Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default);

    /// <summary>A new attempt after the guard or the database refused <paramref name="failed"/>; empty when the generator does not repair.</summary>
    Task<Generated> RepairAsync(GroundedQuestion question, SqlCandidate failed, string error, CancellationToken cancellationToken = default) =>
        Task.FromResult(Generated.Nothing);

    /// <summary>An independent answer that is not shown the ones before it.</summary>
    /// <param name="question">The question.</param>
    /// <param name="way">Which way, from 1 to <see cref="FurtherWays"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    Task<Generated> AgainAsync(GroundedQuestion question, int way, CancellationToken cancellationToken = default) =>
        Task.FromResult(Generated.Nothing);

    /// <summary>Judges candidates that ran and gave different results; asked only of a generator with <see cref="FurtherWays"/>.</summary>
    /// <returns>Null when the generator does not judge, or may not see the results.</returns>
    Task<Choice?> ChooseAsync(GroundedQuestion question, IReadOnlyList<VerifiedQuery> candidates, CancellationToken cancellationToken = default) =>
        Task.FromResult<Choice?>(null);
}
