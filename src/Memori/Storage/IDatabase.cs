using System.Data.Common;

namespace Memori.Storage;

/// <summary>
/// The waist between the service and the database that keeps its state and, through a store on top of it, memories.
/// Thread-safe. Writers are serialised and durable when the returned task completes.
/// </summary>
public interface IDatabase
{
    /// <summary>The SQL dialect of the database: <c>sqlite</c> or <c>postgres</c>. Chooses the <c>.sql</c> files.</summary>
    string Dialect { get; }

    /// <summary>Runs <paramref name="read"/> on a pooled connection that can't write, within one consistent snapshot.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken = default);

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction; commits when it returns, rolls back when it throws.
    /// A write made from within a write joins its transaction (one at a time), also by way of the memory store on the same database:
    /// so a unit of work spans memories and other rows. Reads see only what was committed. Keep it short: others wait.
    /// It may be run again when it is certain that nothing of it was kept (after a deadlock, or when the connection was lost before the commit):
    /// it must leave nothing behind outside of the database that a second run would not put right.
    /// </summary>
    Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken = default);

    /// <summary>
    /// Applies the embedded resources <c>*.Migrations.NNNN-name.{Dialect}.sql</c> of <paramref name="library"/> that were not yet applied, in order, under a lock.
    /// Every library brings its own; call once at start, before any other use by that library.
    /// </summary>
    Task MigrateAsync(System.Reflection.Assembly library, CancellationToken cancellationToken = default);
}
