using System.Data.Common;
using System.Globalization;
using Memori.Storage;

namespace Memori.Text2Sql.Schema;

/// <summary>Keeps the schemas of datasources as they were read last. Thread-safe.</summary>
internal sealed class SchemaStore(IDatabase database)
{
    private const string Select = "SELECT fingerprint, document, read_at FROM datasource_schema WHERE datasource_id = @id";

    private const string Upsert =
        """
        INSERT INTO datasource_schema (datasource_id, hash, fingerprint, document, read_at) VALUES (@id, @hash, @fingerprint, @document, @read_at)
        ON CONFLICT (datasource_id) DO UPDATE
        SET hash = excluded.hash, fingerprint = excluded.fingerprint, document = excluded.document, read_at = excluded.read_at
        """;

    /// <summary>What was read last, or null.</summary>
    public async Task<StoredSchema?> ReadAsync(int id, CancellationToken cancellationToken) =>
        Map(await database.ReadAsync((connection, token) => connection.QueryAsync(Select, Read, token, ("@id", id)), cancellationToken).ConfigureAwait(false));

    /// <summary>What was read last as it is within a write, or null.</summary>
    public static async Task<StoredSchema?> ReadAsync(DbTransaction transaction, int id, CancellationToken cancellationToken) =>
        Map(await transaction.QueryAsync(Select, Read, cancellationToken, ("@id", id)).ConfigureAwait(false));

    /// <summary>Keeps what was read.</summary>
    public Task WriteAsync(int id, StoredSchema stored, CancellationToken cancellationToken) =>
        database.WriteAsync((transaction, token) => WriteAsync(transaction, id, stored, token), cancellationToken);

    /// <summary>Keeps what was read, within a write.</summary>
    public static Task<int> WriteAsync(DbTransaction transaction, int id, StoredSchema stored, CancellationToken cancellationToken) => transaction.ExecuteAsync(
        Upsert,
        cancellationToken,
        ("@id", id),
        ("@hash", stored.Schema.Hash),
        ("@fingerprint", stored.Mark),
        ("@document", SchemaJson.Write(stored.Schema)),
        ("@read_at", stored.ReadAt.ToString("O", CultureInfo.InvariantCulture)));

    private static (string Mark, byte[] Document, string ReadAt) Read(DbDataReader row) => (row.GetString(0), row.GetFieldValue<byte[]>(1), row.GetString(2));

    private static StoredSchema? Map(IReadOnlyList<(string Mark, byte[] Document, string ReadAt)> rows) =>
        rows is [var (mark, document, readAt)] && SchemaJson.Read(document) is { } schema
            ? new StoredSchema(schema, mark, DateTimeOffset.Parse(readAt, CultureInfo.InvariantCulture))
            : null;
}

/// <summary>A schema as it was read.</summary>
/// <param name="Schema">As the database has it, without annotations but for values that were not to be read.</param>
/// <param name="Mark">Of the database's state then and of what was to be read.</param>
/// <param name="ReadAt">When.</param>
internal sealed record StoredSchema(DatabaseSchema Schema, string Mark, DateTimeOffset ReadAt);
