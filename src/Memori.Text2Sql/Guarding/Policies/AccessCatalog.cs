using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>What callers may read of the datasources: their schemas as they are now, under the rules as they are now. Thread-safe.</summary>
public sealed class AccessCatalog
{
    private readonly SchemaCatalog _schemas;

    internal AccessCatalog(SchemaCatalog schemas) => _schemas = schemas;

    /// <summary>What <paramref name="caller"/> may read of <paramref name="source"/>.</summary>
    /// <exception cref="MemoriException">The database can't be reached or is not a database.</exception>
    public async Task<CallerAccess> GetAsync(DataSource source, Caller caller, CancellationToken cancellationToken = default)
    {
        var (schema, _) = await _schemas.GetAsync(source, cancellationToken).ConfigureAwait(false);
        return CallerAccess.Unrestricted(schema);
    }
}
