using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>The verified pairs of a person and of a datasource: list, import, export, publish. Thread-safe.</summary>
public sealed class PairLibrary
{
    /// <summary>The most pairs of one import.</summary>
    public const int MostPairs = 1_000;

    private const int LongestOrigin = 200;

    private readonly MemoryEngine _memory;
    private readonly PairFinder _finder;
    private readonly PairProver _prover;
    private readonly AccessCatalog _access;
    private readonly DataSourceCatalog _datasources;
    private readonly SqlGuard _guard;
    private readonly TimeProvider _time;

    internal PairLibrary(MemoryEngine memory, PairFinder finder, PairProver prover, AccessCatalog access, DataSourceCatalog datasources, SqlGuard guard, TimeProvider time)
    {
        _memory = memory;
        _finder = finder;
        _prover = prover;
        _access = access;
        _datasources = datasources;
        _guard = guard;
        _time = time;
    }

    /// <summary>The person's own pairs, also those put aside, and those published that the caller may read; the newest first, the own ones before the others.</summary>
    /// <param name="scope">Whose pairs.</param>
    /// <param name="caller">Who asks, for the datasource's rules.</param>
    /// <param name="source">Of which datasource.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException">The datasource can't be reached, or not by this caller.</exception>
    public async Task<IReadOnlyList<PairEntry>> ListAsync(Scope scope, Caller caller, DataSource source, CancellationToken cancellationToken = default)
    {
        var access = await _access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false);
        var own = await _finder.ListAsync(scope, source.Id, Owner.User(scope.UserId), status: null, cancellationToken).ConfigureAwait(false);
        var shared = await _finder.ListAsync(scope, source.Id, PairScopes.Shared(source.Id), MemoryStatus.Active, cancellationToken).ConfigureAwait(false);
        return
        [
            .. own.Where(m => m.Status != MemoryStatus.Superseded).Select(PairEntry.Of).OfType<PairEntry>().Where(entry => !access.IsRestricted || _guard.Admit(entry.Sql, access).Admitted),
            .. shared.Select(PairEntry.Of).OfType<PairEntry>().Where(entry => _guard.Admit(entry.Sql, access).Admitted && !PairRecall.NamesOthersRows(entry.Sql, access)),
        ];
    }

    /// <summary>Writes the pairs that are used, as an import reads them.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="MemoriException">As for <see cref="ListAsync"/>.</exception>
    public async Task<int> ExportAsync(Scope scope, Caller caller, DataSource source, Stream output, RecordFormat format, CancellationToken cancellationToken = default)
    {
        var entries = (await ListAsync(scope, caller, source, cancellationToken).ConfigureAwait(false)).Where(entry => entry.Active).ToList();
        await RecordFile.WriteAsync(output, format, [.. entries.Select(entry => entry.ToRecord())], cancellationToken).ConfigureAwait(false);
        return entries.Count;
    }

    /// <summary>
    /// Takes in pairs from elsewhere, each guarded and run under the caller's rights before it is believed. May be repeated: what is known is a duplicate.
    /// </summary>
    /// <param name="scope">Whose pairs they become.</param>
    /// <param name="caller">Who imports, for the datasource's rules.</param>
    /// <param name="source">The datasource.</param>
    /// <param name="records">The pairs, at most <see cref="MostPairs"/>. Untrusted.</param>
    /// <param name="origin">Where they come from, for their provenance; null when not known.</param>
    /// <param name="progress">Told after each pair.</param>
    /// <param name="cancellationToken">Stops; what was taken in until then stays.</param>
    /// <exception cref="MemoriException"><c>too-many-pairs</c>; the datasource can't be reached, or not by this caller.</exception>
    public async Task<PairImportReport> ImportAsync(
        Scope scope, Caller caller, DataSource source, IReadOnlyList<PairRecord> records, string? origin = null, Action? progress = null, CancellationToken cancellationToken = default)
    {
        if (records.Count > MostPairs)
        {
            throw new MemoriException(FaultKind.BadRequest, "too-many-pairs", new LocalizedText(
                $"An import has at most {MostPairs:N0} pairs; this one has {records.Count:N0}. Split it.", $"一次最多导入 {MostPairs:N0} 条,此文件有 {records.Count:N0} 条,请拆分。"));
        }

        var schema = (await _access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false)).Schema;
        var import = new PairImport(_memory, _prover, _time, scope, caller, source, schema, Label(origin));
        foreach (var known in await _finder.ListAsync(scope, source.Id, Owner.User(scope.UserId), status: null, cancellationToken).ConfigureAwait(false))
        {
            import.Know(known);
        }

        foreach (var record in records)
        {
            await import.AddAsync(record, cancellationToken).ConfigureAwait(false);
            progress?.Invoke();
        }

        return new PairImportReport(import.Done);
    }

    /// <summary>
    /// Publishes a pair of a person's own to all who may ask its datasource, after running it once more; one published for the same question is replaced.
    /// Its question and SQL, values in them included, become readable to all who may read the columns: call this for curators alone.
    /// </summary>
    /// <param name="scope">Whose pair; the curator.</param>
    /// <param name="caller">Who publishes, for the datasource's rules.</param>
    /// <param name="memoryId">The memory that holds it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException">
    /// <c>memory-not-found</c>; <c>no-verified-pair</c>; <c>pair-put-aside</c>: it was called wrong or put aside; the guard's or the database's refusal.
    /// </exception>
    public async Task<PairEntry> PublishAsync(Scope scope, Caller caller, string memoryId, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await _finder.RequireAsync(scope, caller, memoryId, cancellationToken).ConfigureAwait(false);
        if (pair.IsShared)
        {
            return PairEntry.Of(memory)!;
        }

        if (memory.Status != MemoryStatus.Active || pair.Verdict == VerifiedPairs.Wrong)
        {
            throw new MemoriException(FaultKind.BadRequest, "pair-put-aside", new LocalizedText(
                "This pair was called wrong or put aside; only what is used can be published.", "该问答已被评为错误或已搁置,无法发布。"));
        }

        var source = await _datasources.GetAsync(VerifiedPairs.DatasourceId(memory), cancellationToken).ConfigureAwait(false);
        var (proof, _) = await _prover.ProveAsync(source, caller, pair.Sql, cancellationToken).ConfigureAwait(false);
        var owner = PairScopes.Shared(source.Id);
        foreach (var known in await _finder.ListAsync(scope, source.Id, owner, MemoryStatus.Active, cancellationToken).ConfigureAwait(false))
        {
            if (PairRecall.SameQuestion(known.Content, memory.Content))
            {
                await WithdrawAsync(scope, known, cancellationToken).ConfigureAwait(false);
            }
        }

        var published = await _memory.RememberAsync(
            PairScopes.Reading(scope, source.Id),
            new NewMemory
            {
                Content = memory.Content,
                Kind = MemoryKind.Query,
                Layer = MemoryLayer.Long,
                Owner = owner,
                Provenance = memory.Provenance,
                Confidence = memory.Confidence,
                Metadata = VerifiedPairs.Published(VerifiedPairs.Proven(memory.Metadata!, proof), scope.UserId),
            },
            cancellationToken).ConfigureAwait(false);
        return PairEntry.Of(published)!;
    }

    /// <summary>Takes a published pair back: nobody is given it any more. For curators alone.</summary>
    /// <exception cref="MemoriException"><c>memory-not-found</c>: there is none that the person may read.</exception>
    public async Task WithdrawAsync(Scope scope, Caller caller, string memoryId, CancellationToken cancellationToken = default)
    {
        var (memory, pair) = await _finder.RequireAsync(scope, caller, memoryId, cancellationToken).ConfigureAwait(false);
        await WithdrawAsync(scope, pair.IsShared ? memory : throw PairFinder.NotFound(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes a person's name off the pairs that the person published; the pairs stay.</summary>
    /// <returns>Off how many.</returns>
    public async Task<int> ForgetPublisherAsync(string userId, CancellationToken cancellationToken = default)
    {
        var (scope, forgotten) = (Scope.Create(userId), 0);
        foreach (var datasource in await _datasources.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var owner = PairScopes.Shared(datasource.Id);
            var published = await _finder.ListAsync(scope, datasource.Id, owner, status: null, cancellationToken).ConfigureAwait(false);
            foreach (var pair in published.Where(pair => VerifiedPairs.PublishedBy(pair) == userId))
            {
                var change = new MemoryChange { Metadata = VerifiedPairs.Unnamed(pair.Metadata!) };
                await _memory.UpdateAsync(PairScopes.Reading(scope, datasource.Id), pair.Id, change, owner, cancellationToken).ConfigureAwait(false);
                forgotten++;
            }
        }

        return forgotten;
    }

    private Task<Memory?> WithdrawAsync(Scope scope, Memory shared, CancellationToken cancellationToken) => _memory.UpdateAsync(
        PairScopes.Reading(scope, VerifiedPairs.DatasourceId(shared)),
        shared.Id,
        new MemoryChange { Status = MemoryStatus.Archived, Metadata = VerifiedPairs.Aside(shared.Metadata!, "withdrawn", "It is not published any more.", _time.GetUtcNow()) },
        shared.Owner,
        cancellationToken);

    // A file's name is untrusted text too: letters and what stands between them, and not too long.
    private static string? Label(string? origin)
    {
        var label = new string([.. (origin ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(LongestOrigin)]).Trim();
        return label.Length == 0 ? null : label;
    }
}
