using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Sqlite;
using Memori.Text2Sql.Sql;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Schema.Sqlite;

/// <summary>Reads a SQLite file.</summary>
internal static class SqliteSchemaReader
{
    private const string Tables =
        """
        SELECT s.name, s.sql, l.type, l.wr
        FROM pragma_table_list AS l
        JOIN sqlite_schema AS s ON s.name = l.name AND s.type IN ('table', 'view')
        WHERE l.schema = 'main' AND l.type <> 'shadow' AND s.name NOT LIKE 'sqlite\_%' ESCAPE '\'
        ORDER BY s.rowid
        """;

    private const string Columns = "SELECT name, type, \"notnull\", pk FROM pragma_table_xinfo($table) WHERE hidden <> 1 ORDER BY cid";

    private const string UniqueColumns =
        """
        SELECT min(c.name)
        FROM pragma_index_list($table) AS i, pragma_index_info(i.name) AS c
        WHERE i."unique" = 1 AND i.partial = 0
        GROUP BY i.name
        HAVING count(*) = 1
        """;

    // Ids are numbered from the last declared key to the first.
    private const string ForeignKeys = "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list($table) ORDER BY id DESC, seq";

    private const string Statements = "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY rowid";

    public static DatabaseSchema Read(DataSource source, SchemaReadOptions options, CancellationToken cancellationToken)
    {
        using var connection = SqliteReadOnly.Open(source.ConnectionString);
        try
        {
            var found = ReadTables(connection, cancellationToken);
            var profiler = new SqliteProfiler(connection, options, cancellationToken);
            List<TableSchema> tables = [.. found.Select(table => profiler.Profile(WithKeys(connection, table.Schema, found), table.HasRowId))];
            return new DatabaseSchema { Dialect = SqlDialect.Sqlite, Tables = tables, Hash = SchemaHash.Of(tables) };
        }
        catch (SqliteException failure)
        {
            throw SqliteReadOnly.Explain(failure, connection.DataSource);
        }
    }

    /// <summary>The statements that made the schema, and the size and times of the file with its write-ahead log.</summary>
    public static SchemaFingerprint Fingerprint(DataSource source)
    {
        using var connection = SqliteReadOnly.Open(source.ConnectionString);
        try
        {
            var statements = Query(connection, Statements, null, static row => Text(row, 0));
            var structure = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', statements))));
            return new SchemaFingerprint(structure, State(connection.DataSource) + State(connection.DataSource + "-wal"));
        }
        catch (SqliteException failure)
        {
            throw SqliteReadOnly.Explain(failure, connection.DataSource);
        }
    }

    private static string State(string path)
    {
        var file = new FileInfo(path);

        // The engine leaves an empty log beside a file that it only read.
        return file is { Exists: true, Length: > 0 } ? string.Create(CultureInfo.InvariantCulture, $"{file.Length}@{file.LastWriteTimeUtc.Ticks};") : "";
    }

    private static List<(TableSchema Schema, bool HasRowId)> ReadTables(SqliteConnection connection, CancellationToken cancellationToken)
    {
        var rows = Query(connection, Tables, null, static row => (Name: row.GetString(0), Sql: Text(row, 1), Kind: row.GetString(2), WithoutRowId: row.GetInt64(3) != 0));
        List<(TableSchema, bool)> tables = [];
        foreach (var row in rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ReadColumns(connection, row.Name, row.Sql, row.Kind == "view") is { } table)
            {
                var hasRowId = row.Kind == "table" && !row.WithoutRowId;
                tables.Add((table with { HasRowId = row.Kind is "table" or "virtual" && !row.WithoutRowId, SharesRows = row.Kind != "table" }, hasRowId));
            }
        }

        return tables;
    }

    private static TableSchema? ReadColumns(SqliteConnection connection, string name, string sql, bool isView)
    {
        List<(string Name, string Type, bool NotNull, long Key)> rows;
        try
        {
            rows = Query(connection, Columns, name, static row => (row.GetString(0), Text(row, 1), row.GetInt64(2) != 0, row.GetInt64(3)));
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // A view over a table that is gone, a virtual table without its module: nobody can ask it.
            return null;
        }

        if (rows.Count == 0)
        {
            return null;
        }

        var comments = DdlComments.Read(sql, isView);
        var key = rows.Where(static row => row.Key > 0).OrderBy(static row => row.Key).Select(static row => row.Name).ToList();
        return new TableSchema
        {
            Name = name,
            Comment = comments.Table,
            IsView = isView,
            PrimaryKey = key,
            Columns = [.. rows.Select(row => new ColumnSchema
            {
                Name = row.Name,
                DeclaredType = row.Type,
                Type = SqliteTypes.FromDeclaration(row.Type) ?? ColumnType.Text,
                Nullable = !row.NotNull && row.Key == 0,
                IsUnique = key is [var only] && only == row.Name,
                Comment = comments.Columns.GetValueOrDefault(row.Name),
            })],
        };
    }

    private static TableSchema WithKeys(SqliteConnection connection, TableSchema table, List<(TableSchema Schema, bool HasRowId)> all)
    {
        if (table.IsView)
        {
            return table;
        }

        var unique = Query(connection, UniqueColumns, table.Name, static row => Text(row, 0)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var keys = Query(connection, ForeignKeys, table.Name, static row => (Id: row.GetInt64(0), Table: Text(row, 1), From: Text(row, 2), To: row.IsDBNull(3) ? null : row.GetString(3)));
        return table with
        {
            Columns = [.. table.Columns.Select(column => column with { IsUnique = column.IsUnique || unique.Contains(column.Name) })],
            ForeignKeys = [.. keys.GroupBy(static key => key.Id)
                .Select(group => Resolve(table, [.. group.Select(static key => (key.From, key.To))], Find(all, group.First().Table)))
                .OfType<ForeignKey>()],
        };
    }

    private static TableSchema? Find(List<(TableSchema Schema, bool HasRowId)> all, string name) =>
        all.Find(table => table.Schema.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Schema;

    // SQLite checks a key's target only on writing: keys to tables or columns that don't exist are common, and of no use.
    private static ForeignKey? Resolve(TableSchema table, List<(string From, string? To)> pairs, TableSchema? target)
    {
        if (target is null)
        {
            return null;
        }

        var implied = pairs.TrueForAll(static pair => pair.To is null) && target.PrimaryKey.Count == pairs.Count ? target.PrimaryKey : null;
        var from = pairs.ConvertAll(pair => NameOf(table, pair.From));
        IReadOnlyList<string?> to = implied ?? (IReadOnlyList<string?>)pairs.ConvertAll(pair => pair.To is null ? null : NameOf(target, pair.To));
        return from.Contains(null) || to.Contains(null)
            ? null
            : new ForeignKey([.. from.OfType<string>()], null, target.Name, [.. to.OfType<string>()]);
    }

    private static string? NameOf(TableSchema table, string column) =>
        table.Columns.FirstOrDefault(candidate => candidate.Name.Equals(column, StringComparison.OrdinalIgnoreCase))?.Name;

    private static string Text(SqliteDataReader row, int index) => row.IsDBNull(index) ? "" : row.GetString(index);

    private static List<T> Query<T>(SqliteConnection connection, string sql, string? table, Func<SqliteDataReader, T> map)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (table is not null)
        {
            command.Parameters.AddWithValue("$table", table);
        }

        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read())
        {
            rows.Add(map(reader));
        }

        return rows;
    }
}
