using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation;

/// <summary>
/// One rung of the climb of one question. A generator is asked once; what the database refuses is repaired once; only while the answer is in
/// doubt (not sure enough after verification and beside what the rungs below found) are further, independent answers asked for, until two
/// of them give the same result; at last the generator judges between the results. Whatever fails on the way, what was found counts.
/// </summary>
internal sealed class Rung(ISqlGenerator generator, GroundedQuestion question, Verifier verifier, AskOptions options, Trace trace, LadderResult found)
{
    private readonly int _below = found.Verified.Count;
    private LadderResult _found = found;
    private int _asked;
    private bool _declined;

    private bool HasOwn => _found.Verified.Count > _below;

    // Two answers of one result are as sure as this rung can become; the judge is for answers that differ.
    private bool IsSettled =>
        _declined
        || _found.Clarification is not null
        || _found.Best?.Confidence >= options.AcceptConfidence
        || (_found.Standings is [var first, ..] && HasOwn && first.Members.Count > 1 && !Verifier.IsEmpty(first.Query.Result)
            && !_found.Standings.Skip(1).Any(other => other.Members.Count > 1));

    public async Task<LadderResult> ClimbAsync(CancellationToken cancellationToken)
    {
        try
        {
            var error = await AskAsync("generate", () => generator.GenerateAsync(question, cancellationToken), cancellationToken).ConfigureAwait(false);
            for (var round = 0; error is not null && round < options.RepairRounds; round++)
            {
                var failed = error;
                error = await AskAsync(
                    "repair", () => generator.RepairAsync(question, failed.Candidate, failed.Message, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            await AskAgainAsync(cancellationToken).ConfigureAwait(false);
            if (generator.FurtherWays > 0 && !IsSettled && HasOwn && _found.Standings.Count > 1)
            {
                await ChooseAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (MemoriException e) when (e.Kind is FaultKind.Backend or FaultKind.Unavailable or FaultKind.Timeout or FaultKind.Budget)
        {
            _found = _found with { Failure = e };
        }

        return _found;
    }

    private async Task AskAgainAsync(CancellationToken cancellationToken)
    {
        for (var way = 1; way <= generator.FurtherWays && !IsSettled && _asked < options.MaxCandidates; way++)
        {
            var next = way;
            await AskAsync("generate", () => generator.AgainAsync(question, next, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One call of the generator and the verification of what it gave.</summary>
    /// <returns>What was said against its best candidate when none ran; else null.</returns>
    private async Task<CandidateError?> AskAsync(string stage, Func<Task<Generated>> ask, CancellationToken cancellationToken)
    {
        var generated = await trace.StageAsync(stage, () => question.Steps.RunAsync(AskStage.Write, ask, DescribeStep, generator.Name), Describe).ConfigureAwait(false);
        _asked++;
        _declined = generated.Declined;
        _found = _found with
        {
            Usage = _found.Usage + generated.Usage,
            Clarification = generated.Clarification ?? _found.Clarification,
            Asked = [.. _found.Asked, generator.Name],
            CalledWrong = _found.CalledWrong ?? generated.Candidates.Select(candidate => question.Rejected.MemoryOf(candidate.Sql)).FirstOrDefault(id => id is not null),
        };
        if (generated.Candidates.Count == 0)
        {
            return null;
        }

        var (query, error) = await trace.StageAsync("verify", () => VerifyAsync(generated, cancellationToken), Describe).ConfigureAwait(false);
        if (query is not null)
        {
            _found = _found.With(query with { Model = generated.Model });
            Compare();
        }

        return query is null ? error : null;
    }

    private Task<VerificationOutcome> VerifyAsync(Generated generated, CancellationToken cancellationToken) =>
        new CandidateTrial(question, generator.Name, verifier, options).RunAsync(generated.Candidates, cancellationToken);

    private async Task ChooseAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Standing> standings = _found.Standings;
        var choice = await trace.StageAsync(
            "choose",
            () => question.Steps.RunAsync(
                AskStage.Write,
                () => generator.ChooseAsync(question, [.. standings.Select(standing => standing.Query)], cancellationToken),
                c => new StepEnd(new LocalizedText($"compared {standings.Count} results", $"比较了 {standings.Count} 个结果")) { Usage = c?.Usage ?? default },
                generator.Name),
            c => c?.Index is { } index
                ? new LocalizedText($"the model shown {standings.Count} results chose number {index + 1}", $"模型比较了 {standings.Count} 个结果,选择第 {index + 1} 个")
                : new LocalizedText($"{standings.Count} results differ and none could be preferred", $"{standings.Count} 个结果不同,无法取舍")).ConfigureAwait(false);
        _found = _found with
        {
            Usage = _found.Usage + (choice?.Usage ?? default),
            Clarification = choice?.Clarification ?? _found.Clarification,
            Standings = choice?.Index is { } chosen ? Consensus.Prefer(standings, standings[chosen]) : standings,
            Split = choice?.Index is null,
        };
    }

    private void Compare()
    {
        if (_found.Verified.Count < 2)
        {
            return;
        }

        var alike = _found.Standings.Single(standing => standing.Members.Contains(_found.Verified[^1])).Members.Count;
        trace.Note("compare", new LocalizedText(
            $"{alike} of {_found.Verified.Count} answers give this result; confidence {_found.Standings[0].Confidence:0.00}",
            $"{_found.Verified.Count} 个答案中有 {alike} 个给出此结果,置信度 {_found.Standings[0].Confidence:0.00}"));
    }

    private StepEnd DescribeStep(Generated generated) => new(Describe(generated)) { Sql = generated.Candidates.Select(candidate => candidate.Sql).FirstOrDefault(), Usage = generated.Usage };

    private LocalizedText Describe(Generated generated) => generated switch
    {
        { Declined: true } => new LocalizedText($"{generator.Name}: the data does not answer this", $"{generator.Name}:数据中没有答案"),
        { Clarification: not null } => new LocalizedText($"{generator.Name}: asks back", $"{generator.Name}:需要澄清"),
        _ => new LocalizedText($"{generator.Name}: {generated.Candidates.Count} candidates", $"{generator.Name}:{generated.Candidates.Count} 个候选"),
    };

    private LocalizedText Describe(VerificationOutcome outcome) => outcome switch
    {
        { Query: { } query } => new LocalizedText(
            $"{generator.Name}: {query.Result.Rows.Count} rows, confidence {query.Confidence:0.00}{string.Concat(query.Findings.Select(f => "; " + f.Text.English))}",
            $"{generator.Name}:{query.Result.Rows.Count} 行,置信度 {query.Confidence:0.00}{string.Concat(query.Findings.Select(f => ";" + f.Text.Chinese))}"),
        { Error: { } error } => new LocalizedText($"{generator.Name}: refused ({error.Code})", $"{generator.Name}:被拒绝({error.Code})"),
        _ => new LocalizedText($"{generator.Name}: nothing to verify", $"{generator.Name}:没有可验证的候选"),
    };
}
