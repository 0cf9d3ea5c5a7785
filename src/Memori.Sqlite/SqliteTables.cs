using System.Data.Common;
using Memori.Storage;

namespace Memori.Sqlite;

/// <summary>Everything that a state file keeps, row by row.</summary>
/// <param name="database">The state; a copy that is to be filled has nobody else in it.</param>
public sealed class SqliteTables(SqliteDatabase database) : IStateTables
{
    private const string SelectColumns = """
        SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND t.name <> 'schema_migration' ORDER BY t.name, c.name
        """;

    // Elsewhere a block is known by its key, not by a number.
    private const string SelectQuotes = """
        SELECT b.key, q.memory_id, q.owner_id AS memory_owner_id, q.owner_kind AS memory_owner_kind, b.namespace, b.owner_id, b.owner_kind, b.session_id
        FROM injected_quote AS q JOIN injected_block AS b ON b.id = q.block_id
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
            foreach (var table in tables)
            {
                await take(table, StateRows.ReadAsync(connection, Select(table), token), token).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ReplaceAsync(IReadOnlyList<StateTable> tables, Func<TakeRows, CancellationToken, Task> fill, CancellationToken cancellationToken = default) => database.WriteAsync(
        async (transaction, token) =>
        {
            // What they see to was seen to where the rows come from.
            var connection = transaction.Connection!;
            var triggers = await connection.QueryAsync(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'", row => (Name: row.GetString(0), Sql: row.GetString(1)), token).ConfigureAwait(false);
            await connection.ExecuteAsync("PRAGMA defer_foreign_keys = ON", token).ConfigureAwait(false);
            foreach (var trigger in triggers)
            {
                await connection.ExecuteAsync($"DROP TRIGGER {trigger.Name}", token).ConfigureAwait(false);
            }

            foreach (var table in tables)
            {
                await connection.ExecuteAsync($"DELETE FROM {table.Name}", token).ConfigureAwait(false);
            }

            await fill((table, rows, filling) => AppendAsync(connection, table, rows, filling), token).ConfigureAwait(false);
            foreach (var trigger in triggers)
            {
                await connection.ExecuteAsync(trigger.Sql, token).ConfigureAwait(false);
            }

            return true;
        },
        cancellationToken);

    private static StateTable Of(string name, IEnumerable<string> columns) => new(name, name switch
    {
        Block => [.. columns.Where(column => column != "id")],
        Quote => QuoteColumns,
        _ => [.. columns],
    });

    private static string Select(StateTable table) => table.Name switch
    {
        Quote => SelectQuotes,

        // In the order of adding.
        "job" => $"SELECT {string.Join(", ", table.Columns)} FROM job ORDER BY rowid",
        _ => $"SELECT {string.Join(", ", table.Columns)} FROM {table.Name}",
    };

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
