using Memori.Recall;
using Memori.Text;
using Memori.Text2Sql.Generation.Remembered;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Learning;

/// <summary>Finds the verified pairs that bear on a question: the person's own, and those published to the datasource. Thread-safe.</summary>
internal sealed class PairRecall(MemoryEngine memory)
{
    private const int MostExamples = 20;
    private const int MostPublished = 50;
    private const int MostRecalled = 60;

    // Little likeness is asked: these are examples of the same database. What answers is told by its shape, however few words it shares.
    private const double ExampleScore = 0.2;

    /// <summary>The pairs for <paramref name="question"/>. Whoever asks must be one who may ask the datasource.</summary>
    public async Task<RecalledPairs> RecallAsync(AskRequest request, GroundedQuestion question, CancellationToken cancellationToken)
    {
        // What was put aside is recalled too: of a pair that was called wrong it must be known that it was.
        var wanted = new RecallRequest { Query = question.Question.Text, Kinds = [MemoryKind.Query], Limit = MostRecalled, IncludeArchived = true };
        var recalled = await memory.RecallAsync(PairScopes.Reading(request.Scope, request.DataSource.Id), wanted, cancellationToken).ConfigureAwait(false);
        var pairs = recalled
            .Where(r => !request.Without.Contains(r.Memory.Id))
            .Select(r => (r.Memory.Status, Pair: VerifiedPairs.FromMemory(r.Memory, r.Score)))
            .Where(p => p.Pair is not null)
            .ToList();
        var wrong = pairs.Where(p => p.Status == MemoryStatus.Archived && p.Pair!.Verdict == VerifiedPairs.Wrong).Select(p => p.Pair!).ToList();
        var examples = pairs
            .Where(p => p.Status == MemoryStatus.Active && p.Pair!.Verdict != VerifiedPairs.Wrong)
            .Select(p => (Pair: p.Pair!, Fits: PairBinder.Bind(p.Pair!, question) is not null))
            .Where(p => p.Fits || p.Pair.Score >= ExampleScore)
            .OrderByDescending(p => p.Fits)
            .Select(p => p.Pair)
            .Where(p => MayUse(p, wrong, question))
            .Take(Math.Clamp(request.Context.MaxExamples, 1, MostExamples))
            .ToList();
        return request.Context is { IncludeExamples: true, MaxExamples: > 0 }
            ? new RecalledPairs(examples, await PublishedAsync(request, question, wrong, cancellationToken).ConfigureAwait(false), Rejected(wrong, examples, question), wrong)
            : new RecalledPairs([], [], Rejected(wrong, examples, question), wrong);
    }

    /// <summary>The pairs of this very question that are used, and those that the person called wrong.</summary>
    public async Task<(List<VerifiedPair> Known, List<VerifiedPair> Wrong)> OfQuestionAsync(Scope scope, int datasourceId, string question, CancellationToken cancellationToken)
    {
        var wanted = new RecallRequest { Query = question, Kinds = [MemoryKind.Query], Limit = MostRecalled, IncludeArchived = true };
        var recalled = await memory.RecallAsync(PairScopes.Reading(scope, datasourceId), wanted, cancellationToken).ConfigureAwait(false);
        var pairs = recalled
            .Where(r => SameQuestion(r.Memory.Content, question))
            .Select(r => (r.Memory.Status, Pair: VerifiedPairs.FromMemory(r.Memory, r.Score)))
            .Where(p => p.Pair is not null)
            .ToList();
        return (
            [.. pairs.Where(p => p.Status == MemoryStatus.Active).Select(p => p.Pair!)],
            [.. pairs.Where(p => p.Status == MemoryStatus.Archived && p.Pair!.Verdict == VerifiedPairs.Wrong).Select(p => p.Pair!)]);
    }

    /// <summary>Whether a question and its SQL are the ones of a pair.</summary>
    public static bool IsSame(VerifiedPair pair, string asked, string sql, GroundedQuestion question) =>
        SameQuestion(pair.Question, asked) && SqlForm.Same(pair.Sql, sql, question.DataSource.Dialect);

    /// <summary>Whether two texts are the same question but for width, case and white space.</summary>
    public static bool SameQuestion(string one, string other) => one == other || ContentKey.Of(null, one) == ContentKey.Of(null, other);

    // Rules and schemas change: the caller may have read more when it was remembered, or it was remembered for others.
    public static bool MayShow(string sql, GroundedQuestion question) => ReadableSql.Tables(sql, question.Schema) is not null;

    private static bool MayUse(VerifiedPair pair, List<VerifiedPair> wrong, GroundedQuestion question) =>
        !wrong.Exists(w => IsSame(w, pair.Question, pair.Sql, question)) && MayShow(pair.Sql, question) && !(pair.IsShared && NamesOthersRows(pair.Sql, question.Access));

    // What was published may name values of rows that this caller may not read; what says no texts names none.
    public static bool NamesOthersRows(string sql, CallerAccess access) =>
        access.IsRestricted
        && ReadableSql.Tables(sql, access.Schema) is { } tables
        && tables.Any(table => access.FenceOf(table.Schema, table.Name) is not null)
        && SqlLexer.Tokenize(sql, access.Schema.Dialect).Any(token => token is { Kind: SqlTokenKind.Text, Length: > 2 });

    private async Task<IReadOnlyList<VerifiedPair>> PublishedAsync(AskRequest request, GroundedQuestion question, List<VerifiedPair> wrong, CancellationToken cancellationToken)
    {
        var filter = new MemoryFilter { Kinds = [MemoryKind.Query], Owner = PairScopes.Shared(request.DataSource.Id), Limit = MostPublished };
        var published = await memory.ListAsync(PairScopes.Reading(request.Scope, request.DataSource.Id), filter, cancellationToken).ConfigureAwait(false);
        return [.. published
            .Where(m => !request.Without.Contains(m.Id))
            .Select(m => VerifiedPairs.FromMemory(m, 1))
            .OfType<VerifiedPair>()
            .Where(pair => MayUse(pair, wrong, question))];
    }

    private static RejectedSql Rejected(List<VerifiedPair> wrong, List<VerifiedPair> examples, GroundedQuestion question) => RejectedSql.Of(
        question.DataSource.Dialect,
        wrong.Select(pair => (Sql: PairBinder.Bind(pair, question)?.Sql, pair.MemoryId)).Where(bound => bound.Sql is not null).Select(bound => (bound.Sql!, bound.MemoryId)),
        examples.Where(pair => pair is { IsShared: false, Verdict: VerifiedPairs.Right }).Select(pair => PairBinder.Bind(pair, question)?.Sql).OfType<string>());
}

/// <summary>What was found for a question.</summary>
/// <param name="Examples">Similar questions that were verified, the most similar first; the caller may read all that they read.</param>
/// <param name="Published">What is published to all who may ask the datasource and the caller may read; the newest first.</param>
/// <param name="Rejected">SQL that must not answer this question.</param>
/// <param name="Wrong">Pairs that the person called wrong.</param>
internal sealed record RecalledPairs(IReadOnlyList<VerifiedPair> Examples, IReadOnlyList<VerifiedPair> Published, RejectedSql Rejected, IReadOnlyList<VerifiedPair> Wrong);
