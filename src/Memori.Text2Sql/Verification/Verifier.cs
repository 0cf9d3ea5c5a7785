using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Verification.Calibration;
using Memori.Text2Sql.Verification.Gates;

namespace Memori.Text2Sql.Verification;

/// <summary>Guards a candidate, looks for what makes it doubtful, binds it to the live database and runs it read-only.</summary>
internal sealed class Verifier(SqlGuard guard, QueryRunner runner, AskOptions options)
{
    public async Task<VerificationOutcome> VerifyAsync(GroundedQuestion question, string generator, SqlCandidate candidate, CancellationToken cancellationToken)
    {
        var outcome = await question.Steps.RunAsync(
            AskStage.Check, () => Task.FromResult(guard.Admit(candidate.Sql, question.Access, options.RowLimit)), Describe, generator, candidate.Sql).ConfigureAwait(false);
        if (outcome.Query is not { } guarded)
        {
            return Failed(outcome.Refusal!.Rule, outcome.Refusal.Message.English);
        }

        try
        {
            var findings = QueryGates.Check(candidate, guarded.Asked!, question);
            var result = await question.Steps.RunAsync(
                AskStage.Run, () => runner.RunAsync(question.DataSource, guarded, options.Execution, cancellationToken), Describe, generator, candidate.Sql).ConfigureAwait(false);
            var verified = new VerifiedQuery(generator, candidate, guarded, result, candidate.Confidence) { Findings = findings };
            return new VerificationOutcome(verified.WithSignals(Signals(candidate, findings, result)), null);
        }
        catch (GuardRefusedException e)
        {
            return Failed(e.Refusal.Rule, e.Refusal.Message.English);
        }
        catch (QueryFailedException e)
        {
            return Failed(e.Code, e.Message);
        }

        VerificationOutcome Failed(string code, string message) => new(null, new CandidateError(candidate, code, message));
    }

    public static bool IsEmpty(QueryResult result) => result.Rows.Count == 0 || (result.Rows.Count == 1 && Array.TrueForAll(result.Rows[0], v => v is null));

    private static StepEnd Describe(GuardOutcome outcome) => outcome.Refusal is { } refusal ? new StepEnd(refusal.Message) { Code = refusal.Rule } : new StepEnd(null);

    private static StepEnd Describe(QueryResult result) => new(new LocalizedText($"{result.Rows.Count}{(result.Truncated ? "+" : "")} rows", $"{result.Rows.Count}{(result.Truncated ? "+" : "")} 行"));

    private static bool IsNothing(object? value) => value is null or 0 or 0L or 0.0 or 0m;

    private static bool HasRepeats(IReadOnlyList<object?[]> rows)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return rows.Any(row => !seen.Add(string.Join('\u001f', row)));
    }

    private static Dictionary<string, double> Signals(SqlCandidate candidate, IReadOnlyList<Finding> findings, QueryResult result)
    {
        var rows = result.Rows;
        var signals = new Dictionary<string, double>(candidate.Signals, StringComparer.Ordinal)
        {
            [Signal.Empty] = IsEmpty(result) ? 1 : 0,
            [Signal.Zero] = rows.Count == 1 && Array.TrueForAll(rows[0], IsNothing) ? 1 : 0,
            [Signal.Nulls] = rows.Any(row => Array.Exists(row, value => value is null)) ? 1 : 0,
            [Signal.Repeats] = HasRepeats(rows) ? 1 : 0,
            [Signal.Rows] = Math.Log(1 + rows.Count),
            [Signal.OneRow] = rows.Count == 1 ? 1 : 0,
            [Signal.Width] = result.Columns.Count,
        };
        foreach (var finding in findings)
        {
            signals[finding.Code] = 1;
        }

        return signals;
    }
}
