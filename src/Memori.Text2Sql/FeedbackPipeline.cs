using System.Text.Json.Nodes;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql;

/// <summary>A person's verdict on a remembered question and its SQL. Thread-safe.</summary>
public sealed class FeedbackPipeline
{
    /// <summary>How sure a pair is that a person called right.</summary>
    internal const double RightConfidence = 0.95;

    private const string Person = "person";

    private readonly MemoryEngine _memory;
    private readonly DataSourceCatalog _datasources;
    private readonly PairFinder _pairs;
    private readonly PairProver _prover;

    internal FeedbackPipeline(MemoryEngine memory, DataSourceCatalog datasources, PairFinder pairs, PairProver prover)
    {
        _memory = memory;
        _datasources = datasources;
        _pairs = pairs;
        _prover = prover;
    }

    /// <summary>The pair is right: it is used again with confidence, also when it had been called wrong before.</summary>
    /// <param name="scope">Whose pair.</param>
    /// <param name="caller">Who says so, for the datasource's rules.</param>
    /// <param name="memoryId">The memory that holds it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>memory-not-found</c>; <c>no-verified-pair</c> when the memory holds none.</exception>
    public async Task<FeedbackOutcome> RightAsync(Scope scope, Caller caller, string memoryId, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await _pairs.RequireAsync(scope, caller, memoryId, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(scope, memory, pair, VerifiedPairs.Right, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The pair is wrong: it is put aside, and its SQL is not offered for that question again.</summary>
    /// <param name="scope">Whose pair.</param>
    /// <param name="caller">Who says so, for the datasource's rules.</param>
    /// <param name="memoryId">The memory that holds it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException"><c>memory-not-found</c>; <c>no-verified-pair</c> when the memory holds none.</exception>
    public async Task<FeedbackOutcome> WrongAsync(Scope scope, Caller caller, string memoryId, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await _pairs.RequireAsync(scope, caller, memoryId, cancellationToken).ConfigureAwait(false);
        return await JudgeAsync(scope, memory, pair, VerifiedPairs.Wrong, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The pair is wrong and this SQL is right: it is guarded and run, and then remembered with its proof in the pair's place.</summary>
    /// <param name="scope">Whose pair.</param>
    /// <param name="caller">Who says so, for the datasource's rules.</param>
    /// <param name="memoryId">The memory that holds it.</param>
    /// <param name="sql">The person's SQL, relative to the day on which the question was asked.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException">
    /// <c>memory-not-found</c>; <c>no-verified-pair</c> when the memory holds none; the guard's or the database's refusal, after which all is as before.
    /// </exception>
    public async Task<FeedbackOutcome> CorrectAsync(Scope scope, Caller caller, string memoryId, string sql, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await _pairs.RequireAsync(scope, caller, memoryId, cancellationToken).ConfigureAwait(false);
        sql = sql.Trim();
        if (sql == pair.Sql)
        {
            return await JudgeAsync(scope, memory, pair, VerifiedPairs.Right, cancellationToken).ConfigureAwait(false);
        }

        var datasource = await _datasources.GetAsync(VerifiedPairs.DatasourceId(memory), cancellationToken).ConfigureAwait(false);
        var (proof, _) = await _prover.ProveAsync(datasource, caller, sql, cancellationToken).ConfigureAwait(false);
        await JudgeAsync(scope, memory, pair, VerifiedPairs.Wrong, cancellationToken).ConfigureAwait(false);
        await _pairs.AsideRivalsAsync(scope, memory, cancellationToken).ConfigureAwait(false);
        var metadata = VerifiedPairs.Judged(
            VerifiedPairs.Metadata(datasource.Id, sql, Person, pair.AskedAt, RightConfidence, proof), VerifiedPairs.Right, RightConfidence);
        var corrected = await KeepAsync(scope, memory, metadata, cancellationToken).ConfigureAwait(false);
        await _memory.FeedbackAsync(scope, corrected.Id, 1, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new FeedbackOutcome(corrected.Id, VerifiedPairs.Right, pair.Question, sql, RightConfidence);
    }

    private async Task<FeedbackOutcome> JudgeAsync(Scope scope, Memory memory, VerifiedPair pair, string verdict, CancellationToken cancellationToken)
    {
        var right = verdict == VerifiedPairs.Right;
        var confidence = right ? Math.Max(pair.Confidence, RightConfidence) : 0;
        var metadata = VerifiedPairs.Judged(memory.Metadata!, verdict, confidence);
        if (right)
        {
            await _pairs.AsideRivalsAsync(scope, memory, cancellationToken).ConfigureAwait(false);
        }

        // What is published is for all: a person's verdict on it is the person's own.
        var judged = pair.IsShared ? await KeepAsync(scope, memory, metadata, cancellationToken).ConfigureAwait(false) : memory;
        var change = new MemoryChange { Metadata = metadata, Status = right ? MemoryStatus.Active : MemoryStatus.Archived };
        _ = await _memory.UpdateAsync(scope, judged.Id, change, cancellationToken: cancellationToken).ConfigureAwait(false) ?? throw PairFinder.NotFound();
        await _memory.FeedbackAsync(scope, judged.Id, right ? 1 : 0, cancellationToken: cancellationToken).ConfigureAwait(false);
        return new FeedbackOutcome(judged.Id, verdict, pair.Question, pair.Sql, confidence);
    }

    private Task<Memory> KeepAsync(Scope scope, Memory memory, JsonObject metadata, CancellationToken cancellationToken) => _memory.RememberAsync(
        PairScopes.Own(scope, VerifiedPairs.DatasourceId(memory)),
        new NewMemory { Content = memory.Content, Kind = MemoryKind.Query, Layer = MemoryLayer.Long, Provenance = Person, Metadata = metadata },
        cancellationToken);
}

/// <summary>What a verdict led to.</summary>
/// <param name="MemoryId">The memory that was judged; after a correction, the one that holds the corrected SQL.</param>
/// <param name="Verdict"><c>right</c> or <c>wrong</c>: what now holds of <paramref name="Sql"/>.</param>
/// <param name="Question">The question.</param>
/// <param name="Sql">The SQL.</param>
/// <param name="Confidence">How sure it is from now on, 0–1.</param>
public sealed record FeedbackOutcome(string MemoryId, string Verdict, string Question, string Sql, double Confidence);
