using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Learning;

/// <summary>Remembers what was verified, so that the next question costs less.</summary>
internal sealed class Learner(MemoryEngine memory, AskOptions options, TimeProvider time)
{
    /// <summary>Remembers the turn, and the pair when it is sure enough and new.</summary>
    public async Task<Learned> LearnAsync(Scope scope, GroundedQuestion question, VerifiedQuery verified, CancellationToken cancellationToken)
    {
        if (scope.SessionId is not null)
        {
            await memory.RememberAsync(
                Scope.Create(scope.UserId, scope.SessionId, SessionTurns.Namespace(question.DataSource.Id)),
                SessionTurns.ToMemory(question, verified),
                cancellationToken).ConfigureAwait(false);
        }

        if (question.LeansOn is not null)
        {
            // Out of its session it would mean something else, or nothing: what is remembered is the whole question, where it reads like one.
            if (WholeQuestion(question) is not { } whole)
            {
                return new Learned(null, "leans on an earlier turn: not remembered as a pair");
            }

            question = question with { Question = question.Question with { Text = whole } };
        }

        if (verified.Confidence < options.RememberFrom)
        {
            return new Learned(null, "not sure enough to remember");
        }

        if (question.Examples.FirstOrDefault(e => e.Question == question.Question.Text && e.Sql == verified.Candidate.Sql) is { } known)
        {
            return new Learned(known.MemoryId, "known already");
        }

        var pairs = Scope.Create(scope.UserId, scope.SessionId, VerifiedPairs.Namespace(question.DataSource.Id));
        var remembered = await memory.RememberAsync(
            pairs, VerifiedPairs.ToMemory(question, verified, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        return new Learned(remembered.Id, $"remembered as {remembered.Id}");
    }

    // Relative dates of a turn on another day count from that day.
    private static string? WholeQuestion(GroundedQuestion question) =>
        question is { Completion: { InPlace: true } whole, LeansOn: { } turn } && turn.AskedAt.Date == question.Question.AskedAt.Date && whole.Text.Length <= QuestionText.MaxLength ? whole.Text : null;
}

/// <summary>What was learned of an answer.</summary>
/// <param name="MemoryId">The memory that holds the pair, or null when there is none.</param>
/// <param name="Detail">What was done, for the trace.</param>
internal sealed record Learned(string? MemoryId, string Detail);
