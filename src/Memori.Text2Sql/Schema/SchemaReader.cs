using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema.Postgres;
using Memori.Text2Sql.Schema.Sqlite;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Schema;

/// <summary>Reads any supported database. Thread-safe.</summary>
public sealed class SchemaReader : ISchemaReader
{
    /// <inheritdoc/>
    public Task<DatabaseSchema> ReadAsync(DataSource source, SchemaReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= SchemaReadOptions.Default;
        return source.Dialect == SqlDialect.Sqlite
            // The engine is synchronous: its work belongs on a thread of its own, not on the caller's.
            ? Task.Run(() => SqliteSchemaReader.Read(source, options, cancellationToken), cancellationToken)
            : PostgresSchemaReader.ReadAsync(source, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SchemaFingerprint> FingerprintAsync(DataSource source, CancellationToken cancellationToken = default) =>
        source.Dialect == SqlDialect.Sqlite
            ? Task.Run(() => SqliteSchemaReader.Fingerprint(source), cancellationToken)
            : PostgresSchemaReader.FingerprintAsync(source, cancellationToken);
}
