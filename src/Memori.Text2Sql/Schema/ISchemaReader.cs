using Memori.Text2Sql.DataSources;

namespace Memori.Text2Sql.Schema;

/// <summary>Reads the structure of a live database and a profile of its values. Thread-safe.</summary>
public interface ISchemaReader
{
    /// <summary>Reads the structure and profile, read-only and within the limits of <paramref name="options"/>.</summary>
    /// <exception cref="MemoriException">The database can't be reached or is not a database.</exception>
    Task<DatabaseSchema> ReadAsync(DataSource source, SchemaReadOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>A mark of the database's present state, without reading all of it.</summary>
    /// <exception cref="MemoriException">The database can't be reached or is not a database.</exception>
    Task<SchemaFingerprint> FingerprintAsync(DataSource source, CancellationToken cancellationToken = default);
}
