using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Yaml;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>The policies of the datasources, for those who administer them: read, checked, set, removed and looked at as a caller. Thread-safe.</summary>
public sealed class AccessPolicies
{
    private readonly PolicyStore _store;
    private readonly SchemaCatalog _schemas;
    private readonly AccessCatalog _catalog;
    private readonly SqlGuard _guard;
    private readonly PolicyProbe _probe;

    internal AccessPolicies(PolicyStore store, SchemaCatalog schemas, AccessCatalog catalog, SqlGuard guard, PolicyProbe probe)
    {
        _store = store;
        _schemas = schemas;
        _catalog = catalog;
        _guard = guard;
        _probe = probe;
    }

    /// <summary>The policy of a datasource.</summary>
    /// <exception cref="MemoriException"><c>policy-unreadable</c>.</exception>
    public Task<StoredPolicy> GetAsync(int dataSourceId, CancellationToken cancellationToken = default) => _store.GetAsync(dataSourceId, cancellationToken);

    /// <summary>Checks a policy against the live schema without keeping it.</summary>
    /// <param name="source">The datasource.</param>
    /// <param name="text">YAML or JSON.</param>
    /// <returns>All that is wrong; empty for a policy that can be set.</returns>
    /// <exception cref="MemoriException">The database can't be reached.</exception>
    public async Task<IReadOnlyList<PolicyFault>> CheckAsync(DataSource source, string text, CancellationToken cancellationToken = default)
    {
        var (schema, _) = await _schemas.GetAsync(source, cancellationToken).ConfigureAwait(false);
        var reading = PolicyText.Read(text);
        return PolicyCheck.Faults(reading, schema) is { Count: > 0 } faults ? faults : await _probe.FaultsAsync(source, reading, schema, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks a policy and puts it in the place of the one there is.</summary>
    /// <param name="source">The datasource.</param>
    /// <param name="text">YAML or JSON; YAML is kept as it is written.</param>
    /// <param name="by">Who sets it: a user's id.</param>
    /// <param name="known">The version that the change was made to; null for whatever there is.</param>
    /// <returns>What is kept now.</returns>
    /// <exception cref="PolicyInvalidException">It has faults.</exception>
    /// <exception cref="MemoriException"><c>policy-version</c>: there is another version than <paramref name="known"/>; the database can't be reached.</exception>
    public async Task<StoredPolicy> SetAsync(DataSource source, string text, string by, long? known = null, CancellationToken cancellationToken = default)
    {
        var faults = await CheckAsync(source, text, cancellationToken).ConfigureAwait(false);
        if (faults.Count > 0)
        {
            throw new PolicyInvalidException(faults);
        }

        var yaml = text.TrimStart().StartsWith('{') ? YamlJson.Write(PolicyJson.Write(PolicyText.Read(text).Policy!), empties: true) : text;
        return await PutAsync(source.Id, yaml, by, known, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the policy: everything is allowed to everyone who may use the service.</summary>
    /// <param name="dataSourceId">The datasource.</param>
    /// <param name="by">Who removes it: a user's id.</param>
    /// <param name="known">The version that is to go; null for whatever there is.</param>
    /// <exception cref="MemoriException"><c>policy-version</c>: there is another version than <paramref name="known"/>.</exception>
    public Task<StoredPolicy> RemoveAsync(int dataSourceId, string by, long? known = null, CancellationToken cancellationToken = default) =>
        PutAsync(dataSourceId, null, by, known, cancellationToken);

    /// <summary>What a caller may read, and what becomes of a query of the caller's.</summary>
    /// <param name="source">The datasource.</param>
    /// <param name="caller">As whom to look.</param>
    /// <param name="sql">The query; null for none.</param>
    /// <exception cref="MemoriException">What <see cref="AccessCatalog.GetAsync"/> says.</exception>
    public async Task<PolicyPreview> PreviewAsync(DataSource source, Caller caller, string? sql = null, CancellationToken cancellationToken = default)
    {
        var access = await _catalog.GetAsync(source, caller, cancellationToken).ConfigureAwait(false);
        return PolicyPreview.Of(access, sql is null ? null : _guard.Admit(sql, access));
    }

    /// <summary>Takes a person's name off the policies that the person set or removed; what they say stays.</summary>
    /// <returns>Off how many.</returns>
    public Task<int> ForgetEditorAsync(string userId, CancellationToken cancellationToken = default) => _store.ForgetEditorAsync(userId, cancellationToken);

    /// <summary>The datasources whose policies name a text: for example a person who was forgotten. What the policies say is the administrator's to change.</summary>
    public Task<IReadOnlyList<int>> NamingAsync(string text, CancellationToken cancellationToken = default) => _store.NamingAsync(text, cancellationToken);

    private async Task<StoredPolicy> PutAsync(int id, string? yaml, string by, long? known, CancellationToken cancellationToken)
    {
        var version = known ?? await _store.VersionAsync(id, cancellationToken).ConfigureAwait(false);
        StatementLog.Under(await _store.PutAsync(id, yaml, version, by, cancellationToken).ConfigureAwait(false));
        return await _store.GetAsync(id, cancellationToken).ConfigureAwait(false);
    }
}
