using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Generation;

/// <summary>
/// Tries the candidates of one generation against the database, the best first, until one finds something; while that one is in doubt its next
/// rivals are run too: whether they say the same tells how much hangs on the choice.
/// </summary>
internal sealed class CandidateTrial(GroundedQuestion question, string generator, Verifier verifier, AskOptions options)
{
    // Candidates this close to the first are equals: one that finds rows goes before one that finds none.
    private const double NearTie = 0.1;

    private const int MostRivals = 2;

    // Odds and margins of results are kept within what can be learned from.
    private const double LeastShare = 0.01;
    private const double LeastMargin = 0.001;
    private const double MostMargin = 4;

    public async Task<VerificationOutcome> RunAsync(IReadOnlyList<SqlCandidate> candidates, CancellationToken cancellationToken)
    {
        var untried = new Queue<SqlCandidate>(candidates.Where(c => !question.Rejected.Contains(c.Sql)).Take(options.MaxCandidates));
        var empties = new List<VerifiedQuery>();
        CandidateError? firstError = null;
        while (untried.TryDequeue(out var candidate))
        {
            if (empties is [var empty, ..] && candidate.Confidence < empty.Candidate.Confidence - NearTie)
            {
                break;
            }

            var (query, error) = await verifier.VerifyAsync(question, generator, candidate, cancellationToken).ConfigureAwait(false);
            firstError ??= error;
            if (query is not null && !Verifier.IsEmpty(query.Result))
            {
                return new VerificationOutcome(await BesideRivalsAsync(query, empties, untried, cancellationToken).ConfigureAwait(false), null);
            }

            if (query is not null)
            {
                empties.Add(query);
            }
        }

        return empties is [var first, ..]
            ? new VerificationOutcome(await BesideRivalsAsync(first, empties[1..], untried, cancellationToken).ConfigureAwait(false), null)
            : new VerificationOutcome(null, firstError);
    }

    private async Task<VerifiedQuery> BesideRivalsAsync(
        VerifiedQuery query, List<VerifiedQuery> tried, Queue<SqlCandidate> untried, CancellationToken cancellationToken)
    {
        if (query.Confidence >= options.AcceptConfidence || (tried.Count == 0 && untried.Count == 0))
        {
            return query;
        }

        var rivals = tried.Take(MostRivals).ToList();
        while (rivals.Count < MostRivals && untried.TryDequeue(out var candidate))
        {
            if ((await verifier.VerifyAsync(question, generator, candidate, cancellationToken).ConfigureAwait(false)).Query is { } rival)
            {
                rivals.Add(rival);
            }
        }

        var different = rivals.Where(rival => !ResultComparer.Same(query.Result, rival.Result, ordered: false)).ToList();
        var share = Share(query);
        var other = different.Sum(Share);
        var next = different.Where(rival => !Verifier.IsEmpty(rival.Result)).Select(Share).FirstOrDefault();
        var signals = new Dictionary<string, double>(query.Signals, StringComparer.Ordinal)
        {
            [Signal.PassedOver] = tried.Count,
            [Signal.RivalsAgree] = (rivals.Count - different.Count) / (double)MostRivals,
            [Signal.RivalsDiffer] = different.Count / (double)MostRivals,
            [Signal.ResultOdds] = LogisticModel.Logit(1 - (other / (share + rivals.Except(different).Sum(Share) + other)), LeastShare),
            [Signal.ResultMargin] = Math.Clamp(Math.Log(share / Math.Max(LeastMargin, next)), -1, MostMargin),
        };
        return query.WithSignals(signals) with { Rivals = different };
    }

    /// <summary>The share of the likelihood of all readings, 0–1.</summary>
    private static double Share(VerifiedQuery query) => LogisticModel.Sigmoid(query.Signals.GetValueOrDefault(Signal.Chance));
}
