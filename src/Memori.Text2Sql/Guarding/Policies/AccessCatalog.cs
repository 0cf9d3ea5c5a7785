using System.Collections.Concurrent;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>What callers may read of the datasources: their schemas as they are now, under the rules as they are now. Thread-safe.</summary>
public sealed class AccessCatalog
{
    /// <summary>So many kinds of callers of one datasource are kept; beyond that, all are worked out anew.</summary>
    private const int MostKept = 500;

    private readonly ConcurrentDictionary<int, Kept> _kept = new();
    private readonly DataSourceCatalog _datasources;
    private readonly SchemaCatalog _schemas;
    private readonly PolicyStore _policies;
    private readonly CallerProfiler _profiler;

    internal AccessCatalog(DataSourceCatalog datasources, SchemaCatalog schemas, PolicyStore policies, CallerProfiler profiler)
    {
        _datasources = datasources;
        _schemas = schemas;
        _policies = policies;
        _profiler = profiler;
    }

    /// <summary>A datasource that <paramref name="caller"/> may ask, ready to be asked. Of one that may not be asked nothing is looked at.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>; <c>policy-unreadable</c>; what <see cref="DataSourceCatalog.GetAsync"/> says.</exception>
    public async Task<DataSource> OpenAsync(int dataSourceId, Caller caller, CancellationToken cancellationToken = default) =>
        await MayAskAsync(dataSourceId, caller, cancellationToken).ConfigureAwait(false)
            ? await _datasources.GetAsync(dataSourceId, cancellationToken).ConfigureAwait(false)
            : throw DataSourceFaults.NoSuchId(dataSourceId);

    /// <summary>What <paramref name="caller"/> may read of <paramref name="source"/>.</summary>
    /// <exception cref="MemoriException">
    /// <c>datasource-not-found</c>: the caller may not ask it; <c>policy-unreadable</c>; the database can't be reached or is not a database.
    /// </exception>
    public async Task<CallerAccess> GetAsync(DataSource source, Caller caller, CancellationToken cancellationToken = default)
    {
        var stored = await _policies.GetAsync(source.Id, cancellationToken).ConfigureAwait(false);
        StatementLog.Under(stored.Version);
        if (!MayAsk(source.Id, stored, caller))
        {
            throw DataSourceFaults.NoSuchId(source.Id);
        }

        var (schema, _) = await _schemas.GetAsync(source, cancellationToken).ConfigureAwait(false);
        if (stored.Yaml is null)
        {
            return CallerAccess.Unrestricted(schema);
        }

        var kept = _kept.TryGetValue(source.Id, out var known) && known.IsOf(schema, stored) && known.Accesses.Count < MostKept
            ? known
            : _kept[source.Id] = new Kept(schema, stored, new CompiledPolicy(stored.Policy, schema.Dialect));
        var facts = CallerFacts.Of(caller, stored.Policy, kept.Policy.Asked);
        if (kept.Accesses.TryGetValue(facts.Key, out var access))
        {
            return access;
        }

        var applied = PolicyApplication.Apply(schema, kept.Policy, facts);
        return kept.Accesses.GetOrAdd(facts.Key, await _profiler.ProfileAsync(source, applied, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether <paramref name="caller"/> may ask a datasource at all. One that may not is to look as if it were not there.</summary>
    /// <exception cref="MemoriException"><c>policy-unreadable</c>.</exception>
    public async Task<bool> MayAskAsync(int dataSourceId, Caller caller, CancellationToken cancellationToken = default)
    {
        var stored = await _policies.GetAsync(dataSourceId, cancellationToken).ConfigureAwait(false);
        StatementLog.Under(stored.Version);
        return MayAsk(dataSourceId, stored, caller);
    }

    /// <summary>Whether rules take something of a datasource away from <paramref name="caller"/>, who then is none to administer it.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>: the caller may not ask it; the database can't be reached.</exception>
    public async Task<bool> IsNarrowedAsync(int dataSourceId, Caller caller, CancellationToken cancellationToken = default)
    {
        var stored = await _policies.GetAsync(dataSourceId, cancellationToken).ConfigureAwait(false);
        if (!MayAsk(dataSourceId, stored, caller))
        {
            throw DataSourceFaults.NoSuchId(dataSourceId);
        }

        return stored.Yaml is not null
            && (await GetAsync(await OpenAsync(dataSourceId, caller, cancellationToken).ConfigureAwait(false), caller, cancellationToken).ConfigureAwait(false)).IsRestricted;
    }

    // The one place where what the caller's key admits and what the rules admit come together.
    private static bool MayAsk(int dataSourceId, StoredPolicy stored, Caller caller) =>
        (caller.DataSources is null || caller.DataSources.Contains(dataSourceId)) && PolicyApplication.MayAsk(stored.Policy, caller);

    /// <summary>What was worked out for one schema and one version of the policy.</summary>
    private sealed record Kept(DatabaseSchema Schema, StoredPolicy Stored, CompiledPolicy Policy)
    {
        public ConcurrentDictionary<string, CallerAccess> Accesses { get; } = new(StringComparer.Ordinal);

        public bool IsOf(DatabaseSchema schema, StoredPolicy stored) => ReferenceEquals(Schema, schema) && ReferenceEquals(Stored, stored);
    }
}
