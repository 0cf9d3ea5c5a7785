using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Learning;

/// <summary>Finds verified pairs by their id, question or datasource, as somebody sees them. Thread-safe.</summary>
internal sealed class PairFinder(MemoryEngine memory, DataSourceCatalog datasources, AccessCatalog access, SqlGuard guard, TimeProvider time)
{
    private const int Page = 1_000;

    /// <summary>The pair that a memory holds: the person's own, or one that was published and that the person may read.</summary>
    /// <exception cref="MemoriException"><c>memory-not-found</c>; <c>no-verified-pair</c> when the memory holds none.</exception>
    public async Task<(Memory Memory, VerifiedPair Pair)> RequireAsync(Scope scope, Caller caller, string memoryId, CancellationToken cancellationToken)
    {
        var found = await memory.GetAsync(scope, memoryId, cancellationToken).ConfigureAwait(false)
            ?? await SharedAsync(scope, caller, memoryId, cancellationToken).ConfigureAwait(false)
            ?? throw NotFound();
        var pair = found.Kind == MemoryKind.Query && VerifiedPairs.DatasourceId(found) > 0 ? VerifiedPairs.FromMemory(found, 1) : null;
        if (pair is not null && !await access.MayAskAsync(VerifiedPairs.DatasourceId(found), caller, cancellationToken).ConfigureAwait(false))
        {
            throw NotFound();
        }

        return (found, pair ?? throw NoPair());
    }

    /// <summary>All pairs of a datasource with this status that one owner has, the newest first.</summary>
    public async Task<IReadOnlyList<Memory>> ListAsync(Scope scope, int datasourceId, Owner owner, MemoryStatus? status, CancellationToken cancellationToken)
    {
        var all = new List<Memory>();
        while (true)
        {
            var filter = new MemoryFilter { Kinds = [MemoryKind.Query], Owner = owner, Status = status, Offset = all.Count, Limit = Page };
            var page = await memory.ListAsync(PairScopes.Reading(scope, datasourceId), filter, cancellationToken).ConfigureAwait(false);
            all.AddRange(page);
            if (page.Count < Page)
            {
                return all;
            }
        }
    }

    /// <summary>Puts the person's other pairs of the same question aside: one question has one answer.</summary>
    public async Task AsideRivalsAsync(Scope scope, Memory chosen, CancellationToken cancellationToken)
    {
        var datasource = VerifiedPairs.DatasourceId(chosen);
        foreach (var rival in await ListAsync(scope, datasource, Owner.User(scope.UserId), MemoryStatus.Active, cancellationToken).ConfigureAwait(false))
        {
            if (rival.Id != chosen.Id && rival.Metadata is { } metadata && PairRecall.SameQuestion(rival.Content, chosen.Content))
            {
                var aside = VerifiedPairs.Aside(metadata, "replaced", "Another SQL was called right.", time.GetUtcNow());
                await memory.UpdateAsync(scope, rival.Id, new MemoryChange { Metadata = aside, Status = MemoryStatus.Archived }, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>There is no such memory, or none that the person may see.</summary>
    public static MemoriException NotFound() => new(FaultKind.NotFound, "memory-not-found", new LocalizedText(
        "There is no memory with this id.", "没有此编号的记忆。"));

    private async Task<Memory?> SharedAsync(Scope scope, Caller caller, string memoryId, CancellationToken cancellationToken)
    {
        foreach (var registered in await datasources.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            var shared = await memory.GetAsync(PairScopes.Reading(scope, registered.Id), memoryId, cancellationToken).ConfigureAwait(false);
            if (shared is { Kind: MemoryKind.Query } && VerifiedPairs.FromMemory(shared, 1) is { } pair)
            {
                if (!await access.MayAskAsync(registered.Id, caller, cancellationToken).ConfigureAwait(false))
                {
                    return null;
                }

                var source = await datasources.GetAsync(registered.Id, cancellationToken).ConfigureAwait(false);
                return guard.Admit(pair.Sql, await access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false)).Admitted ? shared : null;
            }
        }

        return null;
    }

    private static MemoriException NoPair() => new(FaultKind.BadRequest, "no-verified-pair", new LocalizedText(
        "This memory holds no question with verified SQL.", "此记忆不是已验证的问题与 SQL。"));
}
