using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Learning;

/// <summary>Remembers what was verified, so that the next question costs less.</summary>
internal sealed class Learner(MemoryEngine memory, AskOptions options, TimeProvider time)
{
    /// <summary>Remembers the turn, and the pair when it is sure enough and new; says what was done.</summary>
    public async Task<string> LearnAsync(Scope scope, GroundedQuestion question, VerifiedQuery verified, CancellationToken cancellationToken)
    {
        if (scope.SessionId is not null)
        {
            await memory.RememberAsync(
                Scope.Create(scope.UserId, scope.SessionId, SessionTurns.Namespace(question.DataSource.Id)),
                SessionTurns.ToMemory(question, verified),
                cancellationToken).ConfigureAwait(false);
        }

        if (verified.Confidence < options.RememberFrom)
        {
            return "not sure enough to remember";
        }

        if (question.Examples.Any(e => e.Question == question.Question.Text && e.Sql == verified.Candidate.Sql))
        {
            return "known already";
        }

        var pairs = Scope.Create(scope.UserId, scope.SessionId, VerifiedPairs.Namespace(question.DataSource.Id));
        var remembered = await memory.RememberAsync(
            pairs, VerifiedPairs.ToMemory(question, verified, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        return $"remembered as {remembered.Id}";
    }
}
