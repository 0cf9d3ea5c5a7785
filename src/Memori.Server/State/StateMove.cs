using Memori.Postgres;
using Memori.Server.Configuration;
using Memori.Sqlite;
using Memori.Storage;
using Memori.Text;

namespace Memori.Server.State;

/// <summary>Moves everything from one store to another.</summary>
public static class StateMove
{
    // A store where none of these has a row has never served anybody.
    private static readonly HashSet<string> Used = new(["api_key", "audit_entry", "ledger_entry", "memory", "user_session"], StringComparer.Ordinal);

    /// <summary>
    /// Fills the store at <paramref name="to"/> with what the one at <paramref name="from"/> keeps, and proves that every row arrived (see <see cref="StateCopy.MoveAsync"/>).
    /// Cut short, it leaves <paramref name="to"/> unfinished, where nothing else opens it: run again, it goes on. The source is only read, after its tables were brought
    /// up to date; what a service still writes there while it is read is not in the copy.
    /// </summary>
    /// <param name="from">Where it is: <c>sqlite:PATH</c> or <c>postgres://…</c>.</param>
    /// <param name="to">Where it goes, as above.</param>
    /// <param name="anew">Whether what is there already may be replaced, and a move that was cut short is begun anew.</param>
    /// <param name="time">The clock.</param>
    /// <param name="progress">Is told of every step.</param>
    /// <param name="cancellationToken">Cancels, leaving the target unfinished.</param>
    /// <exception cref="MemoriException">
    /// <c>state-not-found</c>, <c>state-address</c>, <c>state-not-empty</c>, <c>state-in-use</c>, <c>state-same</c>, <c>state-source-changed</c>, <c>state-copy-differs</c>,
    /// <c>state-database-unavailable</c>; <c>state-unfinished</c>: the source is itself such a target.
    /// </exception>
    public static async Task<StateMoved> RunAsync(
        string from, string to, bool anew, TimeProvider time, IProgress<MoveProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (PathOf(from) is { } path && !File.Exists(path))
        {
            throw new MemoriException(FaultKind.NotFound, "state-not-found", new LocalizedText($"There is no state file {Path.GetFileName(path)}.", $"没有状态文件 {Path.GetFileName(path)}。"));
        }

        // The target first: it must be nobody's, not the source's either.
        var (target, targetTables) = await OpenAsync(to, isTarget: true, time, cancellationToken);
        await using (target)
        {
            if (!anew && await targetTables.FindMoveAsync(cancellationToken) is null && await HasServedAsync(targetTables, cancellationToken))
            {
                throw new MemoriException(FaultKind.BadRequest, "state-not-empty", new LocalizedText(
                    "The store that is to be filled is in use already: name another, or replace what it keeps with --force.", "目标存储中已有内容:请换一个,或用 --force 覆盖。"));
            }

            var (source, sourceTables) = await OpenAsync(from, isTarget: false, time, cancellationToken);
            await using (source)
            {
                return await StateCopy.MoveAsync(sourceTables, targetTables, anew, progress, cancellationToken: cancellationToken);
            }
        }
    }

    /// <summary>Brings the tables of a store up to date.</summary>
    internal static async Task MigrateAsync(IDatabase database, CancellationToken cancellationToken)
    {
        foreach (var library in ServiceStartup.StateLibraries)
        {
            await database.MigrateAsync(library, cancellationToken);
        }
    }

    private static string? PathOf(string address) =>
        address.StartsWith(MemoriSettings.SqliteScheme, StringComparison.OrdinalIgnoreCase) ? address[MemoriSettings.SqliteScheme.Length..] : null;

    private static async Task<(IAsyncDisposable Store, IStateTables Tables)> OpenAsync(string address, bool isTarget, TimeProvider time, CancellationToken cancellationToken)
    {
        if (PathOf(address) is { Length: > 0 } path)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var file = await (isTarget ? SqliteDatabase.OpenForMoveAsync(path, time, cancellationToken) : SqliteDatabase.OpenAsync(path, time, cancellationToken));
            await MigrateAsync(file, cancellationToken);
            return (file, new SqliteTables(file));
        }

        if (!PostgresDatabase.IsAddress(address))
        {
            throw new MemoriException(FaultKind.BadRequest, "state-address", new LocalizedText(
                "A store is sqlite:PATH or postgres://user:password@host:port/database.", "存储地址必须是 sqlite:路径 或 postgres://用户:密码@主机:端口/数据库。"));
        }

        var options = new PostgresOptions { Url = address };
        var database = await (isTarget ? PostgresDatabase.OpenForMoveAsync(options, time, cancellationToken) : PostgresDatabase.OpenAsync(options, time, cancellationToken));
        await MigrateAsync(database, cancellationToken);
        return (database, new PostgresTables(database));
    }

    private static async Task<bool> HasServedAsync(IStateTables tables, CancellationToken cancellationToken)
    {
        var served = false;
        var looked = (await tables.ListAsync(cancellationToken)).Where(table => Used.Contains(table.Name)).ToList();
        await tables.ReadAsync(
            looked,
            async (_, rows, token) =>
            {
                await using var row = rows.GetAsyncEnumerator(token);
                served |= await row.MoveNextAsync();
            },
            cancellationToken);
        return served;
    }
}
