using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema.External;
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
        return source.Driver is { } driver ? ExternalSchemaReader.ReadAsync(source, driver, options, cancellationToken)
            : source.Dialect == SqlDialect.Sqlite
            // The engine is synchronous: its work belongs on a thread of its own, not on the caller's.
            ? Task.Run(() => SqliteSchemaReader.Read(source, options, cancellationToken), cancellationToken)
            : PostgresSchemaReader.ReadAsync(source, options, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SchemaFingerprint> FingerprintAsync(DataSource source, CancellationToken cancellationToken = default) =>
        source.Driver is { } driver ? ExternalSchemaReader.FingerprintAsync(source, driver, cancellationToken)
            : source.Dialect == SqlDialect.Sqlite ? Task.Run(() => SqliteSchemaReader.Fingerprint(source), cancellationToken)
            : PostgresSchemaReader.FingerprintAsync(source, cancellationToken);
}
