using System.Data.Common;
using Memori.Storage;

namespace Memori.Sqlite;

/// <summary>Everything that a state file keeps, row by row.</summary>
/// <param name="database">The state; a copy that is to be filled has nobody else in it.</param>
public sealed partial class SqliteTables(SqliteDatabase database) : IStateTables
{
    private const string SelectColumns = """
        SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND t.name NOT IN ('schema_migration', 'state_move') ORDER BY t.name, c.name
        """;

    private const string SelectKeys = """
        SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.pk > 0 ORDER BY t.name, c.pk
        """;

    // Elsewhere a block is known by its key, not by a number.
    private const string SelectQuotes = """
        SELECT b.key, q.memory_id, q.owner_id AS memory_owner_id, q.owner_kind AS memory_owner_kind, b.namespace, b.owner_id, b.owner_kind, b.session_id
        FROM injected_quote AS q JOIN injected_block AS b ON b.id = q.block_id
        ORDER BY q.owner_kind, q.owner_id, q.memory_id, q.block_id
        """;

    private const string InsertQuote = """
        INSERT INTO injected_quote (owner_kind, owner_id, memory_id, block_id)
        SELECT @memory_owner_kind, @memory_owner_id, @memory_id, id FROM injected_block
        WHERE owner_kind = @owner_kind AND owner_id = @owner_id AND session_id = @session_id AND namespace = @namespace AND key = @key
        """;

    private const string Block = "injected_block";
    private const string Quote = "injected_quote";

    private static readonly string[] QuoteColumns = ["key", "memory_id", "memory_owner_id", "memory_owner_kind", "namespace", "owner_id", "owner_kind", "session_id"];

    /// <inheritdoc/>
    public Task<IReadOnlyList<StateTable>> ListAsync(CancellationToken cancellationToken = default) => database.ReadAsync<IReadOnlyList<StateTable>>(
        async (connection, token) =>
        {
            var columns = await connection.QueryAsync(SelectColumns, row => (Table: row.GetString(0), Column: row.GetString(1)), token).ConfigureAwait(false);
            return [.. columns.GroupBy(column => column.Table, column => column.Column, StringComparer.Ordinal).Select(table => Of(table.Key, [.. table]))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ReadAsync(IReadOnlyList<StateTable> tables, TakeRows take, CancellationToken cancellationToken = default) => database.ReadAsync(
        async (connection, token) =>
        {
            await ReadAsync(connection, tables, take, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceAsync(IReadOnlyList<StateTable> tables, Func<TakeRows, CancellationToken, Task> fill, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (transaction, token) =>
        {
            var connection = transaction.Connection!;
            await connection.ExecuteAsync("PRAGMA defer_foreign_keys = ON", token).ConfigureAwait(false);
            await WithoutTriggersAsync(
                connection,
                async () =>
                {
                    await EmptyAsync(connection, tables, token).ConfigureAwait(false);
                    await fill((table, rows, filling) => AppendAsync(connection, table, rows, filling), token).ConfigureAwait(false);
                },
                token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    private static StateTable Of(string name, IEnumerable<string> columns) => new(name, name switch
    {
        Block => [.. columns.Where(column => column != "id")],
        Quote => QuoteColumns,
        _ => [.. columns],
    });

    private static async Task ReadAsync(DbConnection connection, IReadOnlyList<StateTable> tables, TakeRows take, CancellationToken cancellationToken)
    {
        var keys = (await connection.QueryAsync(SelectKeys, row => (Table: row.GetString(0), Column: row.GetString(1)), cancellationToken).ConfigureAwait(false))
            .ToLookup(key => key.Table, key => key.Column, StringComparer.Ordinal);
        foreach (var table in tables)
        {
            // Jobs go in the order of adding; so does what has no key.
            var order = table.Name == "job" || !keys.Contains(table.Name) ? "rowid" : string.Join(", ", keys[table.Name]);
            var select = table.Name == Quote ? SelectQuotes : $"SELECT {string.Join(", ", table.Columns)} FROM {table.Name} ORDER BY {order}";
            await take(table, StateRows.ReadAsync(connection, select, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Does what triggers would see to: they saw to it where the rows come from.</summary>
    private static async Task WithoutTriggersAsync(DbConnection connection, Func<Task> work, CancellationToken cancellationToken)
    {
        var triggers = await connection.QueryAsync(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", row => (Name: row.GetString(0), Sql: row.GetString(1)), cancellationToken).ConfigureAwait(false);
        foreach (var trigger in triggers)
        {
            await connection.ExecuteAsync($"DROP TRIGGER {trigger.Name}", cancellationToken).ConfigureAwait(false);
        }

        await work().ConfigureAwait(false);
        foreach (var trigger in triggers)
        {
            await connection.ExecuteAsync(trigger.Sql, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task EmptyAsync(DbConnection connection, IReadOnlyList<StateTable> tables, CancellationToken cancellationToken)
    {
        // Those that refer to others first.
        foreach (var table in tables.Reverse())
        {
            await connection.ExecuteAsync($"DELETE FROM {table.Name}", cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task AppendAsync(DbConnection connection, StateTable table, IAsyncEnumerable<object?[]> rows, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using var scope = command.ConfigureAwait(false);
        command.CommandText = table.Name == Quote
            ? InsertQuote
            : $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({string.Join(", ", table.Columns.Select(column => "@" + column))})";
        foreach (var column in table.Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + column;
            command.Parameters.Add(parameter);
        }

        await foreach (var row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (var i = 0; i < row.Length; i++)
            {
                command.Parameters[i].Value = row[i] ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
