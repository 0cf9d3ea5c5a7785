using System.Data.Common;
using Memori.Text;

namespace Memori.Storage;

/// <summary>
/// The mark of a store that is being filled: a table that is there only as long as the move is unfinished, and knows what has arrived. In SQL that every store understands.
/// </summary>
internal static class MoveMark
{
    public const string Table = "state_move";

    public const string Create = "CREATE TABLE IF NOT EXISTS state_move (name text NOT NULL PRIMARY KEY, row_count bigint NOT NULL, row_sum text NOT NULL)";

    public const string Drop = "DROP TABLE IF EXISTS state_move";

    private const string Select = "SELECT name, row_count, row_sum FROM state_move";

    private const string Clear = "DELETE FROM state_move";

    private const string Insert = "INSERT INTO state_move (name, row_count, row_sum) VALUES (@name, 0, '')";

    private const string Advance = "UPDATE state_move SET row_count = @rows, row_sum = @sum WHERE name = @name AND row_count = @before";

    public static async Task<IReadOnlyDictionary<string, CopiedTable>> ReadAsync(DbConnection connection, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(Select, row => new CopiedTable(row.GetString(0), row.GetInt64(1), row.GetString(2)), cancellationToken).ConfigureAwait(false))
            .ToDictionary(table => table.Name, StringComparer.Ordinal);

    /// <summary>Notes that nothing has arrived of any table.</summary>
    public static async Task ClearAsync(DbConnection connection, IReadOnlyList<StateTable> tables, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Clear, cancellationToken).ConfigureAwait(false);
        foreach (var table in tables)
        {
            await connection.ExecuteAsync(Insert, cancellationToken, ("@name", table.Name)).ConfigureAwait(false);
        }
    }

    /// <summary>Notes what has arrived with the last <paramref name="added"/> rows.</summary>
    /// <exception cref="MemoriException"><c>state-in-use</c>: others came between.</exception>
    public static async Task AdvanceAsync(DbConnection connection, CopiedTable arrived, int added, CancellationToken cancellationToken)
    {
        var advanced = await connection.ExecuteAsync(
            Advance, cancellationToken, ("@name", arrived.Name), ("@rows", arrived.Rows), ("@sum", arrived.Sum), ("@before", arrived.Rows - added)).ConfigureAwait(false);
        if (advanced != 1)
        {
            throw new MemoriException(FaultKind.Unavailable, "state-in-use", new LocalizedText(
                "Another process moves rows into this store, too: let one of them end.", "另有进程也在向该存储迁移:请只保留其中一个。"));
        }
    }

    /// <summary>The store is unfinished, and not to be used.</summary>
    public static MemoriException Unfinished() => new(FaultKind.Backend, "state-unfinished", new LocalizedText(
        "A move into this store was cut short: what it keeps is not whole. Go on with the same ./memori migrate-store --from … --to …, or begin it anew with --force.",
        "向该存储的迁移被中断,其中的内容不完整。请再次运行相同的 ./memori migrate-store --from … --to … 以继续,或加 --force 重新开始。"));
}
