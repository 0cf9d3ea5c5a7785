using System.Data;
using System.Data.Common;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

/// <summary>A transaction under way, which writes made from within it join, one at a time.</summary>
internal sealed class PostgresUnit(PostgresDatabase database, NpgsqlTransaction transaction, Served served, OwnerSeal seal)
{
    // A transaction whose connection is lost does not even say which it was.
    private readonly NpgsqlConnection _connection = transaction.Connection!;
    private readonly HashSet<string> _locks = served.Lock is null ? [] : [served.Lock];
    private string _served = served.Whom;

    public PostgresDatabase Database { get; } = database;

    /// <summary>Whether writes may still join.</summary>
    public bool IsOpen { get; private set; } = true;

    public void Close() => IsOpen = false;

    /// <summary>Runs a write as a part of this one, on terms of its own: what it throws takes only the part back.</summary>
    public async Task<T> JoinAsync<T>(Served terms, Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var outer = _served;
        var locked = terms.Lock is { } name && _locks.Add(name);
        var begun = false;
        try
        {
            await ExecuteAsync(
                locked ? "SAVEPOINT part; SELECT set_config('memori.owner', @served, true), pg_advisory_xact_lock(hashtextextended(@lock, 0))"
                    : terms.Whom != outer ? "SAVEPOINT part; SELECT set_config('memori.owner', @served, true)"
                    : "SAVEPOINT part",
                terms,
                cancellationToken).ConfigureAwait(false);
            (begun, _served) = (true, terms.Whom);
            var result = await write(transaction, cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(
                terms.Whom != outer ? "RELEASE SAVEPOINT part; SELECT set_config('memori.owner', @served, true)" : "RELEASE SAVEPOINT part",
                new Served(outer),
                CancellationToken.None).ConfigureAwait(false);
            _served = outer;
            return result;
        }
        catch (Exception failure)
        {
            _served = outer;
            if (locked)
            {
                // Going back lets go of the lock, too.
                _locks.Remove(terms.Lock!);
            }

            // Where even the savepoint was refused there is only that of a write around this one, which is not this one's to go back to.
            if (_connection.FullState == ConnectionState.Open && (begun || failure is not PostgresException { SqlState: PostgresErrorCodes.InFailedSqlTransaction }))
            {
                await _connection.ExecuteAsync("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part", CancellationToken.None).ConfigureAwait(false);
            }

            throw;
        }
    }

    private Task<int> ExecuteAsync(string sql, Served terms, CancellationToken cancellationToken) =>
        _connection.ExecuteAsync(sql, cancellationToken, ("@served", seal.Of(terms.Whom)), ("@lock", terms.Lock));
}
