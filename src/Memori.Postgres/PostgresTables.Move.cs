using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

public sealed partial class PostgresTables
{
    private const string FindMark = $"SELECT to_regclass('{MoveMark.Table}') IS NOT NULL";

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountAsync(IReadOnlyList<StateTable> tables, CancellationToken cancellationToken = default) =>
        database.MaintainAsync(writes: false, (connection, token) => StateRows.CountAsync(connection, tables, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, CopiedTable>?> FindMoveAsync(CancellationToken cancellationToken = default) => database.MaintainAsync(
        writes: false,
        async (connection, token) => await IsMarkedAsync(connection, token).ConfigureAwait(false) ? await MoveMark.ReadAsync(connection, token).ConfigureAwait(false) : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task BeginMoveAsync(CancellationToken cancellationToken = default) => WriteAsync(
        async (connection, token) =>
        {
            await RequireAloneAsync(connection, token).ConfigureAwait(false);
            await connection.ExecuteAsync(MoveMark.Create, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task EmptyAsync(IReadOnlyList<StateTable> tables, CancellationToken cancellationToken = default) => WriteAsync(
        async (connection, token) =>
        {
            await WithoutGuardsAsync(connection, tables, () => connection.ExecuteAsync($"TRUNCATE {Names(tables)}", token), token).ConfigureAwait(false);
            await MoveMark.ClearAsync(connection, tables, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task AppendAsync(StateTable table, IReadOnlyList<object?[]> rows, CopiedTable arrived, CancellationToken cancellationToken = default) => WriteAsync(
        async (connection, token) =>
        {
            await MoveMark.AdvanceAsync(connection, arrived, rows.Count, token).ConfigureAwait(false);
            await WithoutGuardsAsync(connection, [table], () => AppendAsync(connection, table, rows.ToAsyncEnumerable(), token), token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task FinishMoveAsync(IReadOnlyList<StateTable> tables, TakeRows compare, CancellationToken cancellationToken = default) => WriteAsync(
        async (connection, token) =>
        {
            await ReadAsync(connection, tables, compare, token).ConfigureAwait(false);
            await connection.ExecuteAsync(MoveMark.Drop, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>Whether a move into the store was cut short.</summary>
    internal static async Task<bool> IsMarkedAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.QueryAsync(FindMark, row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false) is [true];

    private Task<bool> WriteAsync(Func<NpgsqlConnection, CancellationToken, Task> write, CancellationToken cancellationToken) => database.MaintainAsync(
        writes: true,
        async (connection, token) =>
        {
            await write(connection, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
