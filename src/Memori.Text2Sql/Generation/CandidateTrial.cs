using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation;

/// <summary>Tries the candidates of one generation against the database, the best first, until one finds something.</summary>
internal sealed class CandidateTrial(GroundedQuestion question, string generator, Verifier verifier, AskOptions options)
{
    // Candidates this close to the first are equals: one that finds rows goes before one that finds none.
    private const double NearTie = 0.1;

    public async Task<VerificationOutcome> RunAsync(IReadOnlyList<SqlCandidate> candidates, CancellationToken cancellationToken)
    {
        VerifiedQuery? empty = null;
        CandidateError? firstError = null;
        foreach (var candidate in candidates.Where(c => !question.Rejected.Contains(c.Sql)).Take(options.MaxCandidates))
        {
            if (empty is not null && candidate.Confidence < empty.Candidate.Confidence - NearTie)
            {
                break;
            }

            var (query, error) = await verifier.VerifyAsync(question, generator, candidate, cancellationToken).ConfigureAwait(false);
            firstError ??= error;
            if (query is not null && !Verifier.IsEmpty(query.Result))
            {
                return new VerificationOutcome(query, null);
            }

            empty ??= query;
        }

        return new VerificationOutcome(empty, empty is null ? firstError : null);
    }
}
