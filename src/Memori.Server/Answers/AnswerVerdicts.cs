using Memori.Text2Sql;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning.Pairs;

namespace Memori.Server.Answers;

/// <summary>What a person says of a kept answer: noted with it, and learned. What was not remembered when it was answered is, once the person says that it is right. Thread-safe.</summary>
internal sealed class AnswerVerdicts(AnswerStore store, AnswerBook book, FeedbackPipeline feedback, PairLibrary pairs, AccessCatalog access)
{
    /// <exception cref="MemoriException"><c>answer-not-found</c>; <c>invalid-verdict</c>; <c>answer-without-sql</c>; the guard's or the database's refusal of the corrected SQL.</exception>
    public async Task<AnswerVerdictDocument> JudgeAsync(Caller caller, string id, AnswerVerdictRequest said, CancellationToken cancellationToken)
    {
        var reason = AnswerFaults.RequireReason(said.Reason);
        var kept = await book.OpenAsync(caller, id, cancellationToken);
        var sql = (said.Verdict, said.Sql) switch
        {
            ("right", null) => kept.Answer?.Sql ?? throw AnswerFaults.Unanswered(),
            ("wrong", null) => kept.Answer?.Sql,
            ("corrected", { } right) => right.Trim(),
            _ => throw AnswerFaults.Verdict(),
        };
        var memory = await LearnAsync(caller, kept, said.Verdict, sql, cancellationToken);
        await store.JudgeAsync(caller.UserId, id, said.Verdict, said.Verdict == "corrected" ? sql : null, reason, cancellationToken);
        return new AnswerVerdictDocument(id, said.Verdict, memory, sql);
    }

    private async Task<string?> LearnAsync(Caller caller, KeptAnswerDocument kept, string verdict, string? sql, CancellationToken cancellationToken)
    {
        var scope = Scope.Create(caller.UserId, kept.SessionId);
        if (kept.Answer?.LearnedMemoryId is { } learned)
        {
            try
            {
                return (await (verdict switch
                {
                    "right" => feedback.RightAsync(scope, caller, learned, cancellationToken),
                    "wrong" => feedback.WrongAsync(scope, caller, learned, cancellationToken),
                    _ => feedback.CorrectAsync(scope, caller, learned, sql!, cancellationToken),
                })).MemoryId;
            }
            catch (MemoriException gone) when (gone.Kind == FaultKind.NotFound)
            {
                // Forgotten since: a verdict that something is right brings it back.
            }
        }

        return verdict == "wrong" ? null : await KeepAsync(scope, caller, kept, sql!, cancellationToken);
    }

    private async Task<string> KeepAsync(Scope scope, Caller caller, KeptAnswerDocument kept, string sql, CancellationToken cancellationToken)
    {
        var source = await access.OpenAsync(kept.DatasourceId, caller, cancellationToken);
        var report = await pairs.ImportAsync(scope, caller, source, [new PairRecord { Question = kept.Question, Sql = sql, AskedAt = kept.AskedAt }], "person", cancellationToken: cancellationToken);
        var pair = report.Pairs[0];
        return pair.MemoryId is { } memory
            ? (await feedback.RightAsync(scope, caller, memory, cancellationToken)).MemoryId
            : throw new MemoriException(pair.Outcome == PairOutcome.Failed ? FaultKind.Backend : FaultKind.Refused, pair.Code ?? "not-kept", pair.Message ?? new("The SQL could not be kept.", "无法保存该 SQL。"));
    }
}
