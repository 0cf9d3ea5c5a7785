using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql;

/// <summary>A person's verdict on a remembered question and its SQL. Thread-safe.</summary>
public sealed class FeedbackPipeline
{
    /// <summary>How sure a pair is that a person called right.</summary>
    private const double RightConfidence = 0.95;

    private readonly MemoryEngine _memory;
    private readonly DataSourceCatalog _datasources;
    private readonly AccessCatalog _access;
    private readonly SqlPipeline _sql;
    private readonly TimeProvider _time;

    internal FeedbackPipeline(MemoryEngine memory, DataSourceCatalog datasources, AccessCatalog access, SqlPipeline sql, TimeProvider time)
    {
        _memory = memory;
        _datasources = datasources;
        _access = access;
        _sql = sql;
        _time = time;
    }

    /// <summary>The pair is right: it is used again with confidence, also when it had been called wrong before.</summary>
    /// <param name="scope">Whose pair.</param>
    /// <param name="memoryId">The memory that holds it.</param>
    /// <exception cref="MemoriException"><c>memory-not-found</c>; <c>no-verified-pair</c> when the memory holds none.</exception>
    public async Task<FeedbackOutcome> RightAsync(Scope scope, string memoryId, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await FindAsync(scope, memoryId, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(scope, memory, pair, VerifiedPairs.Right, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The pair is wrong: it is put aside, and its SQL is not offered for that question again.</summary>
    /// <param name="scope">Whose pair.</param>
    /// <param name="memoryId">The memory that holds it.</param>
    /// <exception cref="MemoriException"><c>memory-not-found</c>; <c>no-verified-pair</c> when the memory holds none.</exception>
    public async Task<FeedbackOutcome> WrongAsync(Scope scope, string memoryId, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await FindAsync(scope, memoryId, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(scope, memory, pair, VerifiedPairs.Wrong, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The pair is wrong and this SQL is right: it is guarded and run, and then remembered with its proof in the pair's place.</summary>
    /// <param name="scope">Whose pair.</param>
    /// <param name="memoryId">The memory that holds it.</param>
    /// <param name="caller">Who says so, for the datasource's rules; null for the scope's user.</param>
    /// <param name="sql">The person's SQL, relative to the day on which the question was asked.</param>
    /// <exception cref="MemoriException">
    /// <c>memory-not-found</c>; <c>no-verified-pair</c> when the memory holds none; the guard's or the database's refusal, after which all is as before.
    /// </exception>
    public async Task<FeedbackOutcome> CorrectAsync(Scope scope, string memoryId, string sql, Caller? caller = null, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await FindAsync(scope, memoryId, cancellationToken).ConfigureAwait(false);
        sql = sql.Trim();
        if (sql == pair.Sql)
        {
            return await JudgeAsync(scope, memory, pair, VerifiedPairs.Right, cancellationToken).ConfigureAwait(false);
        }

        var datasource = await _datasources.GetAsync(VerifiedPairs.DatasourceId(memory) ?? throw NoPair(), cancellationToken).ConfigureAwait(false);
        caller ??= Caller.Of(scope);
        var (_, result) = (await _sql.RunAsync(datasource, caller, sql, cancellationToken).ConfigureAwait(false)).Require();
        var access = await _access.GetAsync(datasource, caller, cancellationToken).ConfigureAwait(false);
        var proof = new VerifiedPairs.Proof(access.Schema.Hash, result.Rows.Count, _time.GetUtcNow());
        await JudgeAsync(scope, memory, pair, VerifiedPairs.Wrong, cancellationToken).ConfigureAwait(false);
        var corrected = await _memory.RememberAsync(
            Scope.Create(scope.UserId, scope.SessionId, VerifiedPairs.Namespace(datasource.Id)),
            new NewMemory
            {
                Content = pair.Question,
                Kind = MemoryKind.Query,
                Layer = MemoryLayer.Long,
                Provenance = "person",
                Metadata = VerifiedPairs.Judged(VerifiedPairs.Metadata(datasource.Id, sql, "person", pair.AskedAt, RightConfidence, proof), VerifiedPairs.Right, RightConfidence),
            },
            cancellationToken).ConfigureAwait(false);
        await _memory.FeedbackAsync(scope, corrected.Id, 1, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new FeedbackOutcome(corrected.Id, VerifiedPairs.Right, pair.Question, sql, RightConfidence);
    }

    private async Task<(Memory Memory, VerifiedPair Pair)> FindAsync(Scope scope, string memoryId, CancellationToken cancellationToken)
    {
        var memory = await _memory.GetAsync(scope, memoryId, cancellationToken).ConfigureAwait(false) ?? throw NotFound();
        return (memory, (memory.Kind == MemoryKind.Query ? VerifiedPairs.FromMemory(memory, 1) : null) ?? throw NoPair());
    }

    private async Task<FeedbackOutcome> JudgeAsync(Scope scope, Memory memory, VerifiedPair pair, string verdict, CancellationToken cancellationToken)
    {
        var right = verdict == VerifiedPairs.Right;
        var confidence = right ? Math.Max(pair.Confidence, RightConfidence) : 0;
        var change = new MemoryChange
        {
            Metadata = VerifiedPairs.Judged(memory.Metadata!, verdict, confidence),
            Status = right ? MemoryStatus.Active : MemoryStatus.Archived,
        };
        _ = await _memory.UpdateAsync(scope, memory.Id, change, cancellationToken: cancellationToken).ConfigureAwait(false) ?? throw NotFound();
        await _memory.FeedbackAsync(scope, memory.Id, right ? 1 : 0, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new FeedbackOutcome(memory.Id, verdict, pair.Question, pair.Sql, confidence);
    }

    private static MemoriException NotFound() => new(FaultKind.NotFound, "memory-not-found", new LocalizedText(
        "There is no memory with this id.", "没有此编号的记忆。"));

    private static MemoriException NoPair() => new(FaultKind.BadRequest, "no-verified-pair", new LocalizedText(
        "This memory holds no question with verified SQL.", "此记忆不是已验证的问题与 SQL。"));
}

/// <summary>What a verdict led to.</summary>
/// <param name="MemoryId">The memory that was judged; after a correction, the one that holds the corrected SQL.</param>
/// <param name="Verdict"><c>right</c> or <c>wrong</c>: what now holds of <paramref name="Sql"/>.</param>
/// <param name="Question">The question.</param>
/// <param name="Sql">The SQL.</param>
/// <param name="Confidence">How sure it is from now on, 0–1.</param>
public sealed record FeedbackOutcome(string MemoryId, string Verdict, string Question, string Sql, double Confidence);
