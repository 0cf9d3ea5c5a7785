using System.Data.Common;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Drivers;

namespace Memori.Text2Sql.Schema.External;

/// <summary>Reads a database through an ADO.NET provider: the driver's queries, by default over INFORMATION_SCHEMA.</summary>
internal static class ExternalSchemaReader
{
    /// <summary>Reads structure and profile.</summary>
    public static async Task<DatabaseSchema> ReadAsync(DataSource source, DatabaseDriver driver, SchemaReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var session = await BeginAsync(source, driver, cancellationToken).ConfigureAwait(false);
            await using var scope = session.ConfigureAwait(false);
            var found = await ReadTablesAsync(session, driver, cancellationToken).ConfigureAwait(false);
            var tables = await new ExternalProfiler(source, driver, options).ProfileAsync(found, cancellationToken).ConfigureAwait(false);
            return new DatabaseSchema { Dialect = driver.Dialect, Tables = tables, Hash = SchemaHash.Of(tables) };
        }
        catch (DbException failure)
        {
            throw DataSourceFaults.ServerFailed(source.Key, failure.Message, failure);
        }
    }

    /// <summary>A mark of the structure; nothing tells cheaply whether data changed.</summary>
    public static async Task<SchemaFingerprint> FingerprintAsync(DataSource source, DatabaseDriver driver, CancellationToken cancellationToken)
    {
        try
        {
            var session = await BeginAsync(source, driver, cancellationToken).ConfigureAwait(false);
            await using var scope = session.ConfigureAwait(false);
            return new SchemaFingerprint(SchemaHash.Of(await ReadTablesAsync(session, driver, cancellationToken).ConfigureAwait(false)), "");
        }
        catch (DbException failure)
        {
            throw DataSourceFaults.ServerFailed(source.Key, failure.Message, failure);
        }
    }

    private static Task<ExternalSession> BeginAsync(DataSource source, DatabaseDriver driver, CancellationToken cancellationToken) =>
        ExternalSession.BeginAsync(driver, source.ConnectionString, source.Key, ExternalSession.CatalogTimeout, cancellationToken);

    private static async Task<List<TableSchema>> ReadTablesAsync(ExternalSession session, DatabaseDriver driver, CancellationToken cancellationToken)
    {
        var tables = await session.QueryAsync(driver.TablesQuery, cancellationToken).ConfigureAwait(false);
        var columns = (await session.QueryAsync(driver.ColumnsQuery, cancellationToken).ConfigureAwait(false)).ToLookup(static row => (row[0], row[1]));
        var keys = (await session.QueryAsync(driver.KeysQuery, cancellationToken).ConfigureAwait(false)).ToLookup(static row => (row[3], row[4]));
        return [.. tables
            .Select(row => Read(driver, row, columns[(row[0], row[1])], [.. keys[(row[0], row[1])].GroupBy(static key => (key[0], key[1]))]))
            .Where(static table => table.Columns.Count > 0)];
    }

    private static TableSchema Read(DatabaseDriver driver, string?[] row, IEnumerable<string?[]> columns, List<IGrouping<(string?, string?), string?[]>> keys)
    {
        var primary = keys.Find(static key => key.First()[2] == "PRIMARY KEY")?.Select(static column => column[5]!).ToList() ?? [];
        var unique = keys.Where(static key => key.First()[2] is "PRIMARY KEY" or "UNIQUE" && key.Count() == 1).Select(static key => key.First()[5]!).ToHashSet(StringComparer.Ordinal);
        return new TableSchema
        {
            Schema = SchemaOf(driver, row[0]),
            Name = row[1]!,
            IsView = row[2] == "YES",
            Comment = NullIfEmpty(row[3]),
            PrimaryKey = primary,
            Columns = [.. columns.Select(column => new ColumnSchema
            {
                Name = column[2]!,
                DeclaredType = column[3] ?? "",
                Type = driver.TypeOf(column[3] ?? ""),
                Nullable = column[4] != "NO",
                Comment = NullIfEmpty(column[5]),
                IsUnique = unique.Contains(column[2]!),
            })],
            ForeignKeys = [.. keys
                .Where(static key => key.First()[2] == "FOREIGN KEY" && key.All(static column => column[7] is not null && column[8] is not null))
                .Select(key => new ForeignKey([.. key.Select(static c => c[5]!)], SchemaOf(driver, key.First()[6]), key.First()[7]!, [.. key.Select(static c => c[8]!)]))],
        };
    }

    private static string? SchemaOf(DatabaseDriver driver, string? name) => name == driver.DefaultSchema ? null : name;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
