using System.Data.Common;
using System.Reflection;
using Memori.Sqlite.Backup;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite;

/// <summary>
/// One SQLite file that keeps the service's state and its memories: write-ahead log, <c>synchronous=FULL</c>,
/// one writer that groups commits, several readers. Thread-safe; several processes may share the file.
/// </summary>
public sealed class SqliteDatabase : IDatabase, IAsyncDisposable
{
    private readonly SqliteReaderPool _readers;
    private readonly SqliteWriter _writer;
    private readonly SqliteMigrator _migrator;

    private SqliteDatabase(string path, SqliteConnection writer, TimeProvider time)
    {
        Path = path;
        _readers = new SqliteReaderPool(path);
        _writer = new SqliteWriter(writer, time);
        _migrator = new SqliteMigrator(time);
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public string Dialect => "sqlite";

    /// <summary>Opens the file, which is made when missing, and brings the memory tables up to date.</summary>
    /// <param name="path">The file; its folder is made when missing.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels before the file is opened.</param>
    /// <exception cref="MemoriException">
    /// <c>state-database-unreadable</c> when the file is damaged, no database or not accessible; <c>state-unfinished</c> when a move into it was cut short.
    /// </exception>
    public static Task<SqliteDatabase> OpenAsync(string path, TimeProvider time, CancellationToken cancellationToken = default) =>
        OpenAsync(path, time, mayBeUnfinished: false, cancellationToken);

    /// <summary>The same for one that is to be filled, also when it is unfinished; see <see cref="StateCopy.MoveAsync"/>.</summary>
    /// <exception cref="MemoriException">As above, but for <c>state-unfinished</c>; <c>state-in-use</c> when another has it open.</exception>
    public static Task<SqliteDatabase> OpenForMoveAsync(string path, TimeProvider time, CancellationToken cancellationToken = default)
    {
        SqliteRestore.RequireUnused(System.IO.Path.GetFullPath(path));
        return OpenAsync(path, time, mayBeUnfinished: true, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default) =>
        _readers.ReadAsync(read, cancellationToken);

    /// <inheritdoc/>
    public Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken = default) =>
        _writer.WriteAsync(write, cancellationToken);

    /// <inheritdoc/>
    public Task MigrateAsync(Assembly library, CancellationToken cancellationToken = default) =>
        WriteAsync((transaction, token) => _migrator.ApplyAsync(library, transaction, token), cancellationToken);

    /// <summary>
    /// Writes the write-ahead log into the file and empties it, so that what was deleted before is not left in it; in the file,
    /// deleted bytes are overwritten (<c>secure_delete</c>). Happens by itself a second after the last write, and every ten seconds while writes go on.
    /// </summary>
    /// <returns>False when a reader or another process was in the way for too long.</returns>
    public Task<bool> EmptyLogAsync(CancellationToken cancellationToken = default) =>
        Task.Run(
            async () =>
            {
                var connection = SqliteConnections.OpenWriter(Path);
                await using (connection.ConfigureAwait(false))
                {
                    return await connection.QueryAsync("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0), cancellationToken).ConfigureAwait(false) is [0];
                }
            },
            cancellationToken);

    /// <summary>
    /// Rewrites the file (<c>VACUUM</c>): it shrinks, and the copies of rows that SQLite may have left behind when it moved them from page to page,
    /// which <see cref="EmptyLogAsync"/> does not reach, are gone too. Needs as much free disk again; other writers wait.
    /// </summary>
    public Task CompactAsync(CancellationToken cancellationToken = default) => _writer.CompactAsync(cancellationToken);

    /// <summary>Writes a backup while everything goes on; see <see cref="SqliteBackup.WriteAsync"/>.</summary>
    public Task<StateSummary> BackupAsync(string target, bool overwrite = false, CancellationToken cancellationToken = default) =>
        SqliteBackup.WriteAsync(Path, target, overwrite, cancellationToken);

    /// <summary>Waits for the writes that were accepted, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await _readers.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<SqliteDatabase> OpenAsync(string path, TimeProvider time, bool mayBeUnfinished, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var full = System.IO.Path.GetFullPath(path);
        var connection = SqliteConnections.OpenWriter(full);
        var database = new SqliteDatabase(full, connection, time);
        try
        {
            if (!mayBeUnfinished && await SqliteTables.IsMarkedAsync(connection, cancellationToken).ConfigureAwait(false))
            {
                throw MoveMark.Unfinished();
            }

            await database.MigrateAsync(typeof(SqliteDatabase).Assembly, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw SqliteFaults.Unreadable(full, exception);
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return database;
    }
}
