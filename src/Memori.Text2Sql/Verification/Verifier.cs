using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Verification;

/// <summary>Guards a candidate, binds it to the live database and runs it read-only.</summary>
internal sealed class Verifier(SqlGuard guard, QueryRunner runner, AskOptions options)
{
    /// <summary>An empty result is no error, but it makes a wrong literal more likely.</summary>
    private const double EmptyResultFactor = 0.7;

    public async Task<VerificationOutcome> VerifyAsync(GroundedQuestion question, string generator, SqlCandidate candidate, CancellationToken cancellationToken)
    {
        var outcome = guard.Admit(candidate.Sql, question.Access, options.RowLimit);
        if (outcome.Query is not { } guarded)
        {
            return new VerificationOutcome(null, outcome.Refusal!.Message.English);
        }

        try
        {
            var result = await runner.RunAsync(question.DataSource, guarded, options.Execution, cancellationToken).ConfigureAwait(false);
            var confidence = Math.Clamp(candidate.Confidence, 0, 1) * (IsEmpty(result) ? EmptyResultFactor : 1);
            return new VerificationOutcome(new VerifiedQuery(generator, candidate, guarded, result, confidence), null);
        }
        catch (GuardRefusedException e)
        {
            return new VerificationOutcome(null, e.Refusal.Message.English);
        }
        catch (QueryFailedException e)
        {
            return new VerificationOutcome(null, e.Message);
        }
    }

    public static bool IsEmpty(QueryResult result) => result.Rows.Count == 0 || (result.Rows.Count == 1 && Array.TrueForAll(result.Rows[0], v => v is null));
}
