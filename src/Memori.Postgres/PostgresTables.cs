using Memori.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Memori.Postgres;

/// <summary>Everything that a PostgreSQL database keeps for the service, row by row, by the direct connection.</summary>
/// <param name="database">The database.</param>
public sealed partial class PostgresTables(PostgresDatabase database) : IStateTables
{
    private const int MostLooks = 6;

    // A job's place is given anew, in the order of adding. The keys of the wall stay with their database.
    private const string SelectColumns = """
        SELECT c.relname::text, a.attname::text FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND c.relname NOT IN ('schema_migration', 'memori_wall', 'state_move', 'scrub_due')
            AND (c.relname, a.attname) <> ('job', 'place')
        ORDER BY c.relname::text COLLATE "C", a.attname::text COLLATE "C"
        """;

    private const string SelectKeys = """
        SELECT c.relname::text, a.attname::text
        FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indrelid CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indisprimary AND c.relnamespace = current_schema()::regnamespace ORDER BY c.relname, k.place
        """;

    private const string SelectTypes = "SELECT attname::text, format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = to_regclass(@table) AND attnum > 0 AND NOT attisdropped";

    private const string SelectWalled =
        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND relforcerowsecurity";

    private const string SelectOthers =
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'memori' AND pid <> pg_backend_pid()";

    // What is numbered by the database goes on after the highest number.
    private const string AdvanceNumbers = """
        SELECT setval(s.name::regclass, @highest) FROM (SELECT pg_get_serial_sequence(@table, 'id') AS name) AS s WHERE s.name IS NOT NULL
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateTable>> ListAsync(CancellationToken cancellationToken = default) => database.MaintainAsync<IReadOnlyList<StateTable>>(
        writes: false,
        async (connection, token) =>
        {
            var columns = await connection.QueryAsync(SelectColumns, row => (Table: row.GetString(0), Column: row.GetString(1)), token).ConfigureAwait(false);
            return [.. columns.GroupBy(column => column.Table, column => column.Column, StringComparer.Ordinal).Select(table => new StateTable(table.Key, [.. table]))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ReadAsync(IReadOnlyList<StateTable> tables, TakeRows take, CancellationToken cancellationToken = default) => database.MaintainAsync(
        writes: false,
        async (connection, token) =>
        {
            await ReadAsync(connection, tables, take, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceAsync(IReadOnlyList<StateTable> tables, Func<TakeRows, CancellationToken, Task> fill, CancellationToken cancellationToken = default) => database.MaintainAsync(
        writes: true,
        async (connection, token) =>
        {
            await RequireAloneAsync(connection, token).ConfigureAwait(false);
            await WithoutGuardsAsync(
                connection,
                tables,
                async () =>
                {
                    await connection.ExecuteAsync($"TRUNCATE {Names(tables)}", token).ConfigureAwait(false);
                    await fill((table, rows, filling) => AppendAsync(connection, table, rows, filling), token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static async Task ReadAsync(NpgsqlConnection connection, IReadOnlyList<StateTable> tables, TakeRows take, CancellationToken cancellationToken)
    {
        var keys = (await connection.QueryAsync(SelectKeys, row => (Table: row.GetString(0), Column: row.GetString(1)), cancellationToken).ConfigureAwait(false))
            .ToLookup(key => key.Table, key => key.Column, StringComparer.Ordinal);
        foreach (var table in tables)
        {
            // Jobs go in the order of adding.
            var order = table.Name == "job" ? "place" : string.Join(", ", keys[table.Name].DefaultIfEmpty("ctid"));
            await take(table, StateRows.ReadAsync(connection, $"SELECT {Columns(table)} FROM {table.Name} ORDER BY {order}", cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task RequireAloneAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var number = 1; await CountOthersAsync(connection, cancellationToken).ConfigureAwait(false) > 0; number++)
        {
            if (number > MostLooks)
            {
                throw PostgresFaults.InUse();
            }

            // The connections of a process that was killed a moment ago are still there.
            await PostgresRetries.PauseAsync(number, cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync("SELECT pg_stat_clear_snapshot()", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<long> CountOthersAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(SelectOthers, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Does what triggers would see to, and what no wall may stand against: what they see to was seen to where the rows come from, and the rows of all come.</summary>
    private static async Task WithoutGuardsAsync(NpgsqlConnection connection, IReadOnlyList<StateTable> tables, Func<Task> work, CancellationToken cancellationToken)
    {
        var walled = (await connection.QueryAsync(SelectWalled, row => row.GetString(0), cancellationToken).ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await connection.ExecuteAsync($"ALTER TABLE {table.Name} DISABLE TRIGGER USER{(walled.Contains(table.Name) ? ", NO FORCE ROW LEVEL SECURITY" : "")}", cancellationToken).ConfigureAwait(false);
        }

        await work().ConfigureAwait(false);
        foreach (var table in tables)
        {
            await connection.ExecuteAsync($"ALTER TABLE {table.Name} ENABLE TRIGGER USER{(walled.Contains(table.Name) ? ", FORCE ROW LEVEL SECURITY" : "")}", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task AppendAsync(NpgsqlConnection connection, StateTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var types = (await connection.QueryAsync(SelectTypes, row => (row.GetString(0), row.GetString(1)), cancellationToken, ("@table", table.Name)).ConfigureAwait(false))
            .ToDictionary(column => column.Item1, column => column.Item2, StringComparer.Ordinal);
        var kinds = table.Columns.Select(column => types[column]).ToArray();
        var numbered = table.Columns.ToList().IndexOf("id");
        var highest = 0L;
        var import = await connection.BeginBinaryImportAsync($"COPY {table.Name} ({Columns(table)}) FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        await using (import.ConfigureAwait(false))
        {
            await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await import.StartRowAsync(cancellationToken).ConfigureAwait(false);
                for (var i = 0; i < row.Length; i++)
                {
                    await WriteAsync(import, row[i], kinds[i], cancellationToken).ConfigureAwait(false);
                }

                highest = numbered >= 0 && row[numbered] is long number ? Math.Max(highest, number) : highest;
            }

            await import.CompleteAsync(cancellationToken).ConfigureAwait(false);
        }

        if (highest > 0)
        {
            await connection.QueryAsync(AdvanceNumbers, row => row.GetInt64(0), cancellationToken, ("@table", table.Name), ("@highest", highest)).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(NpgsqlBinaryImporter import, object? value, string kind, CancellationToken cancellationToken) => (value, kind) switch
    {
        (null, _) => import.WriteNullAsync(cancellationToken),
        (long number, "integer") => import.WriteAsync(checked((int)number), NpgsqlDbType.Integer, cancellationToken),
        (long number, "bigint") => import.WriteAsync(number, NpgsqlDbType.Bigint, cancellationToken),
        (long number, "double precision") => import.WriteAsync((double)number, NpgsqlDbType.Double, cancellationToken),
        (double number, "double precision") => import.WriteAsync(number, NpgsqlDbType.Double, cancellationToken),
        (string text, "text") => import.WriteAsync(text, NpgsqlDbType.Text, cancellationToken),
        (byte[] content, "bytea") => import.WriteAsync(content, NpgsqlDbType.Bytea, cancellationToken),
        _ => throw new NotSupportedException($"A {value.GetType().Name} is no {kind}."),
    };

    private static string Names(IReadOnlyList<StateTable> tables) => string.Join(", ", tables.Select(table => table.Name));

    private static string Columns(StateTable table) => string.Join(", ", table.Columns);
}
