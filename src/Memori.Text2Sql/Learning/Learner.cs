using Memori.Text;
using Memori.Text2Sql.Generation.Remembered;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Learning;

/// <summary>Remembers what was verified, so that the next question costs less.</summary>
internal sealed class Learner(MemoryEngine memory, PairRecall pairs, AskOptions options, TimeProvider time)
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
                return new Learned(null, new("leans on an earlier turn: not remembered as a pair", "依赖上一轮对话,不单独记住"));
            }

            question = question with { Question = question.Question with { Text = whole } };
        }

        if (verified.Candidate.Signals.ContainsKey(Signal.OnSchema))
        {
            // The schema answers it each time, as it is then.
            return new Learned(null, new("answered from the schema: not remembered", "由数据库结构回答,不记住"));
        }

        if (verified.Confidence < options.RememberFrom)
        {
            return new Learned(null, new("not sure enough to remember", "把握不足,不记住"));
        }

        var (known, wrong) = await pairs.OfQuestionAsync(scope, question.DataSource.Id, question.Question.Text, cancellationToken).ConfigureAwait(false);
        if (wrong.Exists(e => IsAnswerOf(e, question, verified)))
        {
            return new Learned(null, new("called wrong: not remembered", "曾被评为错误,不记住"));
        }

        if (known.Find(e => IsAnswerOf(e, question, verified)) is { } same)
        {
            await RenewAsync(scope, question, verified, same, cancellationToken).ConfigureAwait(false);
            return new Learned(same.MemoryId, new("known already", "已经记住"));
        }

        var rivals = known.Where(e => !e.IsShared).ToList();
        if (rivals.Exists(e => e.Verdict == VerifiedPairs.Right))
        {
            return new Learned(null, new("other SQL was called right", "另有 SQL 已被确认为正确"));
        }

        // One question has one answer: equal questions would merge, and a verdict on one SQL would be taken for one on the other.
        foreach (var rival in rivals)
        {
            await AsideAsync(scope, rival.MemoryId, cancellationToken).ConfigureAwait(false);
        }

        var remembered = await memory.RememberAsync(
            PairScopes.Own(scope, question.DataSource.Id), VerifiedPairs.ToMemory(question, verified, time.GetUtcNow()), cancellationToken).ConfigureAwait(false);
        return new Learned(remembered.Id, new($"remembered as {remembered.Id}", $"已记住:{remembered.Id}"));
    }

    // The same words on another day have other dates, and their SQL is still of the one pair.
    private static bool IsAnswerOf(VerifiedPair pair, GroundedQuestion question, VerifiedQuery verified) =>
        PairBinder.Bind(pair, question) is { } bound && SqlForm.Same(bound.Sql, verified.Candidate.Sql, question.DataSource.Dialect);

    // It ran just now: a proof against an older schema is renewed.
    private async Task RenewAsync(Scope scope, GroundedQuestion question, VerifiedQuery verified, VerifiedPair pair, CancellationToken cancellationToken)
    {
        if (pair.IsShared || pair.SchemaHash == question.Schema.Hash)
        {
            return;
        }

        var own = PairScopes.Own(scope, question.DataSource.Id);
        if (await memory.GetAsync(own, pair.MemoryId, cancellationToken).ConfigureAwait(false) is { Metadata: { } metadata })
        {
            var proof = Proof.Of(pair.Sql, question.Schema, verified.Result, time.GetUtcNow());
            await memory.UpdateAsync(own, pair.MemoryId, new MemoryChange { Metadata = VerifiedPairs.Proven(metadata, proof) }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task AsideAsync(Scope scope, string id, CancellationToken cancellationToken)
    {
        if (await memory.GetAsync(scope, id, cancellationToken).ConfigureAwait(false) is { Metadata: { } metadata })
        {
            var aside = VerifiedPairs.Aside(metadata, "replaced", "Another SQL answered the question since.", time.GetUtcNow());
            await memory.UpdateAsync(scope, id, new MemoryChange { Metadata = aside, Status = MemoryStatus.Archived }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    // Relative dates of a turn on another day count from that day.
    private static string? WholeQuestion(GroundedQuestion question) =>
        question is { Completion: { InPlace: true } whole, LeansOn: { } turn } && turn.AskedAt.Date == question.Question.AskedAt.Date && whole.Text.Length <= QuestionText.MaxLength ? whole.Text : null;
}

/// <summary>What was learned of an answer.</summary>
/// <param name="MemoryId">The memory that holds the pair, or null when there is none.</param>
/// <param name="Detail">What was done, for the trace.</param>
internal sealed record Learned(string? MemoryId, LocalizedText Detail);
