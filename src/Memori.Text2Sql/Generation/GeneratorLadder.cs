using Memori.Ledger;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation;

/// <summary>
/// Climbs from the cheapest generator to the dearest, and stops at the first verified answer that is sure enough.
/// A generator that fails (model down, budget spent) is noted and passed over: what a cheaper rung found still counts.
/// </summary>
internal sealed class GeneratorLadder(IEnumerable<ISqlGenerator> generators, Verifier verifier, AskOptions options)
{
    // Candidates this close to the first are equals: one that finds rows goes before one that finds none.
    private const double NearTie = 0.1;

    // Two rungs that differ in kind and arrive at the same rows are seldom both wrong.
    private const double MostConfidence = 0.97;

    public async Task<LadderResult> ClimbAsync(AskRequest request, GroundedQuestion question, Trace trace, CancellationToken cancellationToken)
    {
        var result = new LadderResult();
        foreach (var generator in generators.Where(g => request.Generators?.Contains(g.Name) ?? true))
        {
            // What it said once it would say again: that is no second opinion.
            if (generator.Name == result.Best?.Candidate.Origin)
            {
                continue;
            }

            try
            {
                result = await StepAsync(generator, question, result, trace, cancellationToken).ConfigureAwait(false);
            }
            catch (MemoriException e) when (IsPassedOver(e))
            {
                result = result with { Failure = e };
            }

            if (result.Best?.Confidence >= options.AcceptConfidence)
            {
                break;
            }
        }

        return result;
    }

    private async Task<LadderResult> StepAsync(
        ISqlGenerator generator, GroundedQuestion question, LadderResult soFar, Trace trace, CancellationToken cancellationToken)
    {
        var generated = await trace.StageAsync(
            "generate",
            () => generator.GenerateAsync(question, cancellationToken),
            g => $"{generator.Name}: {g.Candidates.Count} candidates").ConfigureAwait(false);
        soFar = soFar with
        {
            Usage = soFar.Usage + generated.Usage,
            Clarification = generated.Clarification ?? soFar.Clarification,
            Asked = [.. soFar.Asked, generator.Name],
            CalledWrong = soFar.CalledWrong ?? generated.Candidates.Select(c => question.Rejected.MemoryOf(c.Sql)).FirstOrDefault(id => id is not null),
        };
        var (query, error) = await trace.StageAsync(
            "verify",
            () => FirstGoodAsync(generator.Name, generated, question, cancellationToken),
            v => v.Query is { } q ? $"{generator.Name}: {q.Result.Rows.Count} rows, confidence {q.Confidence:0.00}" : v.Error ?? "nothing to verify").ConfigureAwait(false);
        for (var round = 0; query is null && error is not null && round < options.RepairRounds; round++)
        {
            var failed = generated.Candidates[0];
            try
            {
                generated = await trace.StageAsync(
                    "repair",
                    () => generator.RepairAsync(question, failed, error, cancellationToken),
                    g => $"{generator.Name}: {g.Candidates.Count} candidates").ConfigureAwait(false);
            }
            catch (MemoriException e) when (IsPassedOver(e))
            {
                // What the first call used was used all the same.
                return soFar with { Failure = e };
            }

            soFar = soFar with { Usage = soFar.Usage + generated.Usage, Clarification = generated.Clarification ?? soFar.Clarification };
            (query, error) = await FirstGoodAsync(generator.Name, generated, question, cancellationToken).ConfigureAwait(false);
        }

        return soFar with { Best = Better(soFar.Best, query is null ? null : query with { Model = generated.Model }) };
    }

    private static bool IsPassedOver(MemoriException e) => e.Kind is FaultKind.Backend or FaultKind.Unavailable or FaultKind.Timeout or FaultKind.Budget;

    private async Task<VerificationOutcome> FirstGoodAsync(
        string generator, Generated generated, GroundedQuestion question, CancellationToken cancellationToken)
    {
        VerifiedQuery? empty = null;
        string? firstError = null;
        foreach (var candidate in generated.Candidates.Where(c => !question.Rejected.Contains(c.Sql)).Take(options.MaxCandidates))
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

    private static VerifiedQuery? Better(VerifiedQuery? earlier, VerifiedQuery? later)
    {
        if (earlier is null || later is null)
        {
            return earlier ?? later;
        }

        if (!Verifier.IsEmpty(later.Result) && ResultComparer.Same(earlier.Result, later.Result, ordered: false))
        {
            var agreed = Math.Min(MostConfidence, 1 - ((1 - earlier.Confidence) * (1 - later.Confidence)));
            var surer = later.Confidence >= earlier.Confidence ? later : earlier;
            return surer with { Confidence = Math.Max(agreed, surer.Confidence) };
        }

        return later.Confidence >= earlier.Confidence ? later : earlier;
    }
}

/// <summary>What the climb came to.</summary>
internal sealed record LadderResult
{
    public VerifiedQuery? Best { get; init; }

    public Clarification? Clarification { get; init; }

    public TokenUsage Usage { get; init; }

    /// <summary>The rungs that were asked.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>The memory of a verdict that kept back what a rung offered, or null.</summary>
    public string? CalledWrong { get; init; }

    public MemoriException? Failure { get; init; }
}
