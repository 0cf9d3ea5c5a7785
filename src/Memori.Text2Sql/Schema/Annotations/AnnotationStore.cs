using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Memori.Storage;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>Keeps the annotations of datasources. Thread-safe; another process's change is seen at the next read.</summary>
internal sealed class AnnotationStore(IDatabase database, TimeProvider time)
{
    private const string SelectVersion = "SELECT version FROM datasource_annotation WHERE datasource_id = @id";
    private const string Select = "SELECT version, document FROM datasource_annotation WHERE datasource_id = @id";

    private const string Upsert =
        """
        INSERT INTO datasource_annotation (datasource_id, version, document, changed_at) VALUES (@id, @version, @document, @changed_at)
        ON CONFLICT (datasource_id) DO UPDATE SET version = excluded.version, document = excluded.document, changed_at = excluded.changed_at
        """;

    private readonly ConcurrentDictionary<int, StoredAnnotations> _known = new();

    /// <summary>The annotations of a datasource; <see cref="StoredAnnotations.None"/> when there are none. The same instance while they stay the same.</summary>
    public async Task<StoredAnnotations> ReadAsync(int id, CancellationToken cancellationToken)
    {
        var version = await FirstAsync(SelectVersion, static row => row.GetString(0), id, cancellationToken).ConfigureAwait(false);
        if (version is null)
        {
            return StoredAnnotations.None;
        }

        if (_known.TryGetValue(id, out var known) && known.Version == version)
        {
            return known;
        }

        var stored = await FirstAsync(Select, static row => Build(row.GetString(0), row.GetString(1)), id, cancellationToken).ConfigureAwait(false) ?? StoredAnnotations.None;
        return _known[id] = stored;
    }

    /// <summary>Keeps annotations, within a write.</summary>
    public async Task<StoredAnnotations> WriteAsync(DbTransaction transaction, int id, SchemaAnnotations annotations, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.Serialize(annotations, AnnotationJson.Compact.SchemaAnnotations);
        var version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)).AsSpan(0, 16));
        await transaction.ExecuteAsync(
            Upsert,
            cancellationToken,
            ("@id", id),
            ("@version", version),
            ("@document", document),
            ("@changed_at", time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture))).ConfigureAwait(false);
        return new StoredAnnotations(annotations, version);
    }

    private async Task<T?> FirstAsync<T>(string sql, Func<DbDataReader, T> map, int id, CancellationToken cancellationToken)
        where T : class =>
        await database.ReadAsync((connection, token) => connection.QueryAsync(sql, map, token, ("@id", id)), cancellationToken).ConfigureAwait(false) is [var first] ? first : null;

    private static StoredAnnotations Build(string version, string document) =>
        new(JsonSerializer.Deserialize(document, AnnotationJson.Compact.SchemaAnnotations) ?? SchemaAnnotations.Empty, version);
}

/// <summary>Annotations as they are kept.</summary>
/// <param name="Annotations">What people say.</param>
/// <param name="Version">Another one with every other content; empty for none.</param>
internal sealed record StoredAnnotations(SchemaAnnotations Annotations, string Version)
{
    /// <summary>Nothing said.</summary>
    public static StoredAnnotations None { get; } = new(SchemaAnnotations.Empty, "");

    /// <summary>See <see cref="ReadingPolicy"/>.</summary>
    public string Policy { get; } = ReadingPolicy.Of(Annotations);
}
