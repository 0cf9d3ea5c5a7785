using Memori.Jobs;
using Memori.Storage;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Learning;

/// <summary>
/// After a drift: pairs that read what changed are run again, read-only and within the usual limits, each under its owner's own rights.
/// Those that pass get a new proof, those that fail are archived with the reason, those that read nothing that changed stay as they are.
/// May be run again at any time. Thread-safe.
/// </summary>
internal sealed class VerifyPairsJob(
    IMemoryStore store, DataSourceCatalog datasources, SchemaCatalog schemas, AccessCatalog accesses, PairProver prover, SqlGuard guard, TimeProvider time) : IJobHandler
{
    private const int Page = 200;

    /// <inheritdoc/>
    public string Queue => PairDrift.Queue;

    /// <inheritdoc/>
    public async Task RunAsync(Job job, CancellationToken cancellationToken)
    {
        if (PairDrift.DatasourceOf(job) is not { } id || await FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } source)
        {
            return;
        }

        var (schema, _) = await schemas.GetAsync(source, cancellationToken).ConfigureAwait(false);
        var seen = new Dictionary<string, CallerAccess?>(StringComparer.Ordinal);
        Owner? after = null;
        while (await store.OwnersAsync(after, Page, cancellationToken).ConfigureAwait(false) is { Count: > 0 } owners)
        {
            foreach (var owner in owners.Where(owner => owner.Kind == OwnerKind.User || owner == PairScopes.Shared(id)))
            {
                await VerifyAsync(source, schema, owner, seen, cancellationToken).ConfigureAwait(false);
            }

            after = owners[^1];
        }
    }

    private async Task<DataSource?> FindAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            return await datasources.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException e) when (e.Kind is FaultKind.NotFound or FaultKind.Forbidden)
        {
            // Gone, or not for this process to open: whoever asks it runs its pairs before they are used.
            return null;
        }
    }

    private async Task VerifyAsync(DataSource source, DatabaseSchema schema, Owner owner, Dictionary<string, CallerAccess?> seen, CancellationToken cancellationToken)
    {
        var query = new MemoryQuery { Namespace = VerifiedPairs.Namespace(source.Id), Kinds = [MemoryKind.Query], Status = MemoryStatus.Active, Limit = Page };
        while (await store.ListAsync(owner, query, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
        {
            foreach (var memory in page)
            {
                if (VerifiedPairs.FromMemory(memory, 1) is { } pair && pair.SchemaHash != schema.Hash)
                {
                    await VerifyAsync(source, memory, pair, seen, cancellationToken).ConfigureAwait(false);
                }
            }

            query = query with { After = MemoryPosition.Of(page[^1]) };
        }
    }

    private async Task VerifyAsync(DataSource source, Memory memory, VerifiedPair pair, Dictionary<string, CallerAccess?> seen, CancellationToken cancellationToken)
    {
        var caller = OwnerOf(memory);
        if (!seen.TryGetValue(caller.UserId, out var access))
        {
            seen[caller.UserId] = access = await AccessAsync(source, caller, cancellationToken).ConfigureAwait(false);
        }

        if (access is null)
        {
            return;
        }

        // What the pair says that it read is its owner's word: it is held against what the owner sees, so that a finding tells nothing else.
        var schema = access.Schema;
        var finding = pair.Reads is null ? null : SchemaDrift.Find(pair.Reads, schema);
        if (pair.Reads is not null && finding is null)
        {
            return;
        }

        try
        {
            var (proof, _) = await prover.ProveAsync(source, caller, pair.Sql, cancellationToken).ConfigureAwait(false);
            await ChangeAsync(memory, pair, known => known with { Metadata = VerifiedPairs.Proven(known.Metadata!, proof) }, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException e) when (IsVerdict(e, pair, access, finding))
        {
            var why = finding is null ? e.Text.English : $"{finding.Text.English} {e.Text.English}";
            await ChangeAsync(
                memory,
                pair,
                known => known with { Status = MemoryStatus.Archived, Metadata = VerifiedPairs.Aside(known.Metadata!, finding?.Code ?? e.Code, why, time.GetUtcNow()) },
                cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException e) when (e.Kind is FaultKind.Refused or FaultKind.Forbidden or FaultKind.Timeout)
        {
            // No fault of the pair: the owner's rights are not known in full here, or the database is busy. It is run before it is used anyway.
        }
    }

    // A refusal counts when nobody may run the query any more; what only this owner may not run now may be a matter of roles that aren't known here.
    // Of an owner whom rules narrow only what was seen to go counts: else it would tell what is there for others.
    private bool IsVerdict(MemoriException e, VerifiedPair pair, CallerAccess access, DriftFinding? finding) => e switch
    {
        GuardRefusedException => access.IsRestricted ? finding is not null : !guard.Admit(pair.Sql, access.Schema).Admitted,
        QueryFailedException failed => failed.Kind is FaultKind.BadRequest,
        _ => false,
    };

    private async Task<CallerAccess?> AccessAsync(DataSource source, Caller owner, CancellationToken cancellationToken)
    {
        try
        {
            return await accesses.GetAsync(source, owner, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException e) when (e.Kind == FaultKind.NotFound)
        {
            // The owner may not ask the datasource any more.
            return null;
        }
    }

    // What was published is run for whoever published it.
    private static Caller OwnerOf(Memory memory) => new(memory.Owner.Kind == OwnerKind.User ? memory.Owner.Id : VerifiedPairs.PublishedBy(memory) ?? "memori");

    // Only what was looked at is changed: a person may have judged or corrected it meanwhile.
    private Task<Memory?> ChangeAsync(Memory memory, VerifiedPair pair, Func<Memory, Memory> change, CancellationToken cancellationToken) => store.UpdateAsync(
        memory.Owner,
        memory.Id,
        known => known.Status == MemoryStatus.Active && VerifiedPairs.FromMemory(known, 1)?.Sql == pair.Sql
            ? (change(known) with { UpdatedAt = time.GetUtcNow() }, ContentKey.Of(known.Speaker, known.Content))
            : null,
        cancellationToken);
}
