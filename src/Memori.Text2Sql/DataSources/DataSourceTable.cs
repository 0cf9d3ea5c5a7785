using System.Data.Common;
using System.Globalization;
using Memori.Storage;

namespace Memori.Text2Sql.DataSources;

/// <summary>The rows of the datasources in the service's own database. Thread-safe.</summary>
internal sealed class DataSourceTable(IDatabase database, TimeProvider time)
{
    private const string Columns =
        """
        SELECT d.id, d.kind, d.key, d.name, d.location, d.description, d.created_at,
               CASE WHEN EXISTS (SELECT 1 FROM datasource_credential AS c WHERE c.datasource_id = d.id) THEN 1 ELSE 0 END
        FROM datasource AS d
        """;

    private const string SelectById = $"{Columns} WHERE d.id = @id";
    private const string SelectByKey = $"{Columns} WHERE d.key = @key";
    private const string SelectAll = $"{Columns} ORDER BY d.id";

    private const string Insert =
        """
        INSERT INTO datasource (id, key, kind, name, location, description, created_at)
        VALUES ((SELECT max(id) FROM (SELECT id FROM datasource UNION ALL SELECT id FROM datasource_removed) AS given) + 1,
                @key, @kind, @name, @location, @description, @created_at)
        RETURNING id
        """;

    private const string Update = "UPDATE datasource SET kind = @kind, name = @name, location = @location, description = @description WHERE id = @id RETURNING id";
    private const string Delete = "DELETE FROM datasource WHERE id = @id RETURNING id";
    private const string InsertRemoved = "INSERT INTO datasource_removed (id, removed_at) VALUES (@id, @removed_at)";

    public async Task<RegisteredDataSource?> FindAsync(int id, CancellationToken cancellationToken) =>
        await ReadAsync(SelectById, cancellationToken, ("@id", id)).ConfigureAwait(false) is [var row] ? row : null;

    public async Task<RegisteredDataSource?> FindAsync(string key, CancellationToken cancellationToken) =>
        await ReadAsync(SelectByKey, cancellationToken, ("@key", key)).ConfigureAwait(false) is [var row] ? row : null;

    public Task<IReadOnlyList<RegisteredDataSource>> ListAsync(CancellationToken cancellationToken) => ReadAsync(SelectAll, cancellationToken);

    /// <summary>The row of a key as it is within a write.</summary>
    public static async Task<RegisteredDataSource?> FindAsync(DbTransaction transaction, string key, CancellationToken cancellationToken) =>
        await transaction.QueryAsync(SelectByKey, Map, cancellationToken, ("@key", key)).ConfigureAwait(false) is [var row] ? row : null;

    /// <summary>Adds a row; its id is one that no datasource ever had.</summary>
    public async Task<int> InsertAsync(DbTransaction transaction, RegisteredDataSource row, CancellationToken cancellationToken) => Convert.ToInt32(
        await transaction.ScalarAsync(
            Insert,
            cancellationToken,
            ("@key", row.Key),
            ("@kind", Kind(row)),
            ("@name", row.Name),
            ("@location", row.Location),
            ("@description", row.Description),
            ("@created_at", Now())).ConfigureAwait(false),
        CultureInfo.InvariantCulture);

    public static async Task<bool> UpdateAsync(DbTransaction transaction, RegisteredDataSource row, CancellationToken cancellationToken) => await transaction.ScalarAsync(
        Update,
        cancellationToken,
        ("@id", row.Id),
        ("@kind", Kind(row)),
        ("@name", row.Name),
        ("@location", row.Location),
        ("@description", row.Description)).ConfigureAwait(false) is not null;

    /// <summary>Deletes a row with all that hangs on it, and notes that its id was given.</summary>
    public async Task<bool> DeleteAsync(DbTransaction transaction, int id, CancellationToken cancellationToken)
    {
        if (await transaction.ScalarAsync(Delete, cancellationToken, ("@id", id)).ConfigureAwait(false) is null)
        {
            return false;
        }

        await transaction.ExecuteAsync(InsertRemoved, cancellationToken, ("@id", id), ("@removed_at", Now())).ConfigureAwait(false);
        return true;
    }

    private Task<IReadOnlyList<RegisteredDataSource>> ReadAsync(string sql, CancellationToken cancellationToken, params (string, object?)[] parameters) =>
        database.ReadAsync((connection, token) => connection.QueryAsync(sql, Map, token, parameters), cancellationToken);

    private static RegisteredDataSource Map(DbDataReader row) =>
        new(row.GetInt32(0), Enum.Parse<DataSourceKind>(row.GetString(1), ignoreCase: true), row.GetString(3), row.GetString(2))
        {
            Location = row.GetString(4),
            Description = row.GetString(5),
            CreatedAt = DateTimeOffset.Parse(row.GetString(6), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            HasPassword = row.GetInt32(7) != 0,
        };

    private static string Kind(RegisteredDataSource row) => row.Kind.ToString().ToLowerInvariant();

    private string Now() => time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
}
