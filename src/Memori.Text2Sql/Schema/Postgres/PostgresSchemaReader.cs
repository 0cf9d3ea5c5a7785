using System.Globalization;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Execution.Postgres;
using Memori.Text2Sql.Sql;
using Npgsql;

namespace Memori.Text2Sql.Schema.Postgres;

/// <summary>Reads a PostgreSQL database in one read-only transaction.</summary>
internal static class PostgresSchemaReader
{
    private const string DefaultSchema = "public";

    private static readonly TimeSpan s_catalogTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Reads structure and profile.</summary>
    public static async Task<DatabaseSchema> ReadAsync(DataSource source, SchemaReadOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var session = await PostgresReadOnlySession.BeginAsync(source, s_catalogTimeout, cancellationToken).ConfigureAwait(false);
            await using var scope = session.ConfigureAwait(false);
            var relations = await ReadTablesAsync(session, cancellationToken).ConfigureAwait(false);
            var shadowing = await session.QueryAsync(PostgresCatalog.Shadowing, cancellationToken).ConfigureAwait(false);
            var tables = await new PostgresProfiler(session, options).ProfileAsync(relations, cancellationToken).ConfigureAwait(false);
            return new DatabaseSchema { Dialect = SqlDialect.Postgres, Tables = tables, Hash = SchemaHash.Of(tables), ShadowingFunctions = shadowing.ConvertAll(static row => row[0]!) };
        }
        catch (NpgsqlException failure)
        {
            throw DataSourceFaults.ServerFailed(source.Key, failure.Message, failure);
        }
    }

    /// <summary>A mark of the structure; nothing tells cheaply whether data changed.</summary>
    public static async Task<SchemaFingerprint> FingerprintAsync(DataSource source, CancellationToken cancellationToken)
    {
        try
        {
            var session = await PostgresReadOnlySession.BeginAsync(source, s_catalogTimeout, cancellationToken).ConfigureAwait(false);
            await using var scope = session.ConfigureAwait(false);
            var rows = await session.QueryAsync(PostgresCatalog.Fingerprint, cancellationToken).ConfigureAwait(false);
            return new SchemaFingerprint(rows[0][0]!, "");
        }
        catch (NpgsqlException failure)
        {
            throw DataSourceFaults.ServerFailed(source.Key, failure.Message, failure);
        }
    }

    private static async Task<List<PostgresRelation>> ReadTablesAsync(PostgresReadOnlySession session, CancellationToken cancellationToken)
    {
        var tables = await session.QueryAsync(PostgresCatalog.Tables, cancellationToken).ConfigureAwait(false);
        var columns = (await session.QueryAsync(PostgresCatalog.Columns, cancellationToken).ConfigureAwait(false)).ToLookup(static row => row[0]!);
        var keys = (await session.QueryAsync(PostgresCatalog.Keys, cancellationToken).ConfigureAwait(false)).ToLookup(static row => row[0]!);
        var unique = (await session.QueryAsync(PostgresCatalog.UniqueColumns, cancellationToken).ConfigureAwait(false))
            .Select(static row => (row[0]!, row[1]!)).ToHashSet();
        var names = columns.SelectMany(static group => group).ToDictionary(static row => (row[0]!, row[1]!), static row => row[2]!);
        var places = tables.ToDictionary(static row => row[0]!, static row => (Schema: SchemaOf(row[1]!), Name: row[2]!));
        return [.. tables.Select(row => new PostgresRelation(
            new TableSchema
            {
                Schema = SchemaOf(row[1]!),
                Name = row[2]!,
                IsView = row[3] is "v" or "m",
                SharesRows = row[3] is "v" or "m" or "f" || row[6] == "t",
                Comment = row[4],
                Columns = [.. columns[row[0]!].Select(column => ReadColumn(column, unique.Contains((row[0]!, column[1]!))))],
                PrimaryKey = keys[row[0]!].FirstOrDefault(static key => key[1] == "p") is { } primary ? Names(names, row[0]!, primary[2]) ?? [] : [],
                ForeignKeys = [.. keys[row[0]!].Where(static key => key[1] == "f").Select(key => ReadKey(key, names, places)).OfType<ForeignKey>()],
            },
            row[3]![0],
            long.Parse(row[5]!, CultureInfo.InvariantCulture)))];
    }

    private static ColumnSchema ReadColumn(string?[] row, bool unique) => new()
    {
        Name = row[2]!,
        DeclaredType = row[3]!,
        Type = row[5] == "e" ? ColumnType.Text : row[4] == "numeric" && IsWhole(row[6]!) ? ColumnType.Integer : PostgresValues.TypeOf(row[4]!),
        Nullable = row[7] != "t",
        Comment = row[8],
        IsUnique = unique,
    };

    // The modifier of numeric(precision, scale) keeps the scale in its low bits, above an offset of 4.
    private static bool IsWhole(string modifier) =>
        int.Parse(modifier, CultureInfo.InvariantCulture) is var value && value >= 4 && ((value - 4) & 0x7ff) == 0;

    private static ForeignKey? ReadKey(string?[] row, Dictionary<(string, string), string> names, Dictionary<string, (string? Schema, string Name)> places) =>
        places.TryGetValue(row[3]!, out var target) && Names(names, row[0]!, row[2]) is { } from && Names(names, row[3]!, row[4]) is { } to
            ? new ForeignKey(from, target.Schema, target.Name, to)
            : null;

    // Null when a column is hidden from the role.
    private static List<string>? Names(Dictionary<(string, string), string> names, string table, string? numbers)
    {
        List<string> found = [];
        foreach (var number in (numbers ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!names.TryGetValue((table, number), out var name))
            {
                return null;
            }

            found.Add(name);
        }

        return found;
    }

    private static string? SchemaOf(string name) => name == DefaultSchema ? null : name;
}

/// <summary>A table with what the profiler wants to know of it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Kind">Its relkind: <c>r</c>, <c>p</c>, <c>v</c>, <c>m</c> or <c>f</c>.</param>
/// <param name="EstimatedRows">The planner's estimate, -1 when unknown.</param>
internal sealed record PostgresRelation(TableSchema Table, char Kind, long EstimatedRows);
