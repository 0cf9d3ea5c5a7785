using System.Collections.Concurrent;
using System.Globalization;
using Memori.Storage;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// The policies of the datasources. Every read asks the database, so that a change holds at once on every node that shares it; only the reading of
/// the text is saved. Thread-safe.
/// </summary>
internal sealed class PolicyStore(IDatabase database, TimeProvider time)
{
    private const string Select = "SELECT version, document FROM datasource_policy WHERE datasource_id = @id";

    private const string Upsert =
        """
        INSERT INTO datasource_policy (datasource_id, version, document, changed_at, changed_by) VALUES (@id, @version, @document, @changed_at, @changed_by)
        ON CONFLICT (datasource_id) DO UPDATE
        SET version = excluded.version, document = excluded.document, changed_at = excluded.changed_at, changed_by = excluded.changed_by
        WHERE datasource_policy.version = excluded.version - 1
        RETURNING version
        """;

    private const string ForgetEditor = "UPDATE datasource_policy SET changed_by = '' WHERE changed_by = @user";
    private const string SelectDocuments = "SELECT datasource_id, document FROM datasource_policy WHERE document IS NOT NULL ORDER BY datasource_id";

    private readonly ConcurrentDictionary<int, StoredPolicy> _read = new();

    /// <summary>The policy of a datasource.</summary>
    public async Task<StoredPolicy> GetAsync(int id, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                Select, static row => (Version: row.GetInt64(0), Yaml: row.IsDBNull(1) ? null : row.GetString(1)), token, ("@id", id)),
            cancellationToken).ConfigureAwait(false);
        return rows is [var stored] ? Read(id, stored.Version, stored.Yaml) : new StoredPolicy(id, 0, null, AccessPolicy.Open);
    }

    /// <summary>The version of a datasource's policy, readable or not; 0 before the first.</summary>
    public async Task<long> VersionAsync(int id, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync(Select, static row => row.GetInt64(0), token, ("@id", id)), cancellationToken).ConfigureAwait(false);
        return rows is [var version] ? version : 0;
    }

    /// <summary>Puts a policy in the place of the one of version <paramref name="known"/>.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="MemoriException"><c>policy-version</c>: it has another version by now.</exception>
    public async Task<long> PutAsync(int id, string? yaml, long known, string by, CancellationToken cancellationToken)
    {
        var version = await database.WriteAsync(
            (transaction, token) => transaction.ScalarAsync(
                Upsert,
                token,
                ("@id", id),
                ("@version", known + 1),
                ("@document", (object?)yaml ?? DBNull.Value),
                ("@changed_at", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
                ("@changed_by", by)),
            cancellationToken).ConfigureAwait(false);
        return version is null ? throw PolicyFaults.OtherVersion() : Convert.ToInt64(version, CultureInfo.InvariantCulture);
    }

    /// <summary>Takes a person's name off what the person set.</summary>
    public Task<int> ForgetEditorAsync(string userId, CancellationToken cancellationToken) =>
        database.WriteAsync((transaction, token) => transaction.ExecuteAsync(ForgetEditor, token, ("@user", userId)), cancellationToken);

    /// <summary>The datasources whose policies contain a text.</summary>
    public async Task<IReadOnlyList<int>> NamingAsync(string text, CancellationToken cancellationToken)
    {
        var all = await database.ReadAsync(
            static (connection, token) => connection.QueryAsync(SelectDocuments, static row => (Id: row.GetInt32(0), Yaml: row.GetString(1)), token), cancellationToken).ConfigureAwait(false);
        return [.. all.Where(policy => policy.Yaml.Contains(text, StringComparison.Ordinal)).Select(policy => policy.Id)];
    }

    private StoredPolicy Read(int id, long version, string? yaml)
    {
        if (_read.TryGetValue(id, out var known) && known.Version == version && known.Yaml == yaml)
        {
            return known;
        }

        var policy = yaml is null ? AccessPolicy.Open : PolicyText.Read(yaml) is { Policy: { } read } ? read : throw PolicyFaults.Unreadable();
        return _read[id] = new StoredPolicy(id, version, yaml, policy);
    }
}
