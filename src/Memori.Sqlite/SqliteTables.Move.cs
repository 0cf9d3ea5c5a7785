using System.Data.Common;
using Memori.Storage;

namespace Memori.Sqlite;

public sealed partial class SqliteTables
{
    /// <summary>1 when a move into the store was cut short, else 0.</summary>
    internal const string FindMark = $"SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{MoveMark.Table}'";

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountAsync(IReadOnlyList<StateTable> tables, CancellationToken cancellationToken = default) =>
        database.ReadAsync((connection, token) => StateRows.CountAsync(connection, tables, token), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, CopiedTable>?> FindMoveAsync(CancellationToken cancellationToken = default) => database.ReadAsync(
        async (connection, token) => await IsMarkedAsync(connection, token).ConfigureAwait(false) ? await MoveMark.ReadAsync(connection, token).ConfigureAwait(false) : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task BeginMoveAsync(CancellationToken cancellationToken = default) =>
        WriteAsync((connection, token) => connection.ExecuteAsync(MoveMark.Create, token), cancellationToken);

    /// <inheritdoc/>
    public Task EmptyAsync(IReadOnlyList<StateTable> tables, CancellationToken cancellationToken = default) => WriteAsync(
        async (connection, token) =>
        {
            await WithoutTriggersAsync(connection, () => EmptyAsync(connection, tables, token), token).ConfigureAwait(false);
            await MoveMark.ClearAsync(connection, tables, token).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task AppendAsync(StateTable table, IReadOnlyList<object?[]> rows, CopiedTable arrived, CancellationToken cancellationToken = default) => WriteAsync(
        async (connection, token) =>
        {
            await MoveMark.AdvanceAsync(connection, arrived, rows.Count, token).ConfigureAwait(false);
            await WithoutTriggersAsync(connection, () => AppendAsync(connection, table, rows.ToAsyncEnumerable(), token), token).ConfigureAwait(false);
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
    internal static async Task<bool> IsMarkedAsync(DbConnection connection, CancellationToken cancellationToken) =>
        await connection.QueryAsync(FindMark, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false) is [> 0];

    private Task<bool> WriteAsync(Func<DbConnection, CancellationToken, Task> write, CancellationToken cancellationToken) => database.WriteAsync(
        async (transaction, token) =>
        {
            await write(transaction.Connection!, token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
