using System.Data;
using System.Data.Common;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

public sealed partial class PostgresDatabase
{
    private const int MostQuestions = 8;

    // A server that crashed gives the ids of transactions of which nothing reached its log to others, and begins its statistics anew (so it does since version 15).
    private const string SelectStatus = $"SELECT pg_xact_status(CAST(split_part(@mark, ' ', 1) AS xid8)), split_part(@mark, ' ', 2) = {Life}";

    private const string Life = "concat(extract(epoch FROM pg_stat_get_bgwriter_stat_reset_time()))";

    /// <summary>What a transaction is known by: its id, and the life of the server in which that is its own.</summary>
    private const string SelectMark = $"concat(pg_current_xact_id(), ' ', {Life})";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly AsyncLocal<PostgresUnit?> Current = new();

    private readonly WriteLines _lines;
    private readonly SemaphoreSlim _writers;
    private readonly SemaphoreSlim _readers;
    private int _outages;

    /// <summary>Reads rows of whom <paramref name="terms"/> name, within one consistent snapshot that can't be written to.</summary>
    internal async Task<T> ReadAsync<T>(Served terms, Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        return await RunAsync(_readers, (seal, token) => ReadOnceAsync(seal.Of(terms.Whom), read, token), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rows of one query, asked in one round trip with all that a read is made of.</summary>
    internal async Task<IReadOnlyList<T>> QueryAsync<T>(
        Served terms, string sql, Func<DbDataReader, T> map, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        return await RunAsync(
            _readers,
            async (seal, token) =>
            {
                var connection = await Pool.OpenConnectionAsync(token).ConfigureAwait(false);
                await using var scope = connection.ConfigureAwait(false);
                return await connection.RunAsync(
                    $"{_beginRead}; {sql}; COMMIT", (command, inside) => SecondAsync(command, map, inside), [("@served", seal.Of(terms.Whom)), .. parameters], token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes on these terms, in a transaction of its own or, from within a write, as a part of that one.</summary>
    internal async Task<T> WriteAsync<T>(Served terms, Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        if (Current.Value is { IsOpen: true } unit && unit.Database == this)
        {
            return await unit.JoinAsync(terms, write, cancellationToken).ConfigureAwait(false);
        }

        ThrowIfClosed();
        var queued = new QueuedWrite<T>(write, cancellationToken);
        if (terms.Lock is null)
        {
            await KeepAsync(terms, [queued]).ConfigureAwait(false);
        }
        else
        {
            _lines.Add(terms, queued);
        }

        return await queued.CompletionAsync().ConfigureAwait(false);
    }

    /// <summary>The rows of the second of the queries in a command: the first makes the settings.</summary>
    private static async Task<IReadOnlyList<T>> SecondAsync<T>(DbCommand command, Func<DbDataReader, T> map, CancellationToken cancellationToken)
    {
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    /// <summary>Runs an attempt, and again where that may be, when a connection is free.</summary>
    private async Task<T> RunAsync<T>(SemaphoreSlim slots, Func<OwnerSeal, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        ThrowIfClosed();
        var seal = await _gate.PassAsync(cancellationToken).ConfigureAwait(false);
        var outages = Volatile.Read(ref _outages);
        if (!await slots.WaitAsync(LongestWait, cancellationToken).ConfigureAwait(false))
        {
            throw PostgresFaults.Busy();
        }

        try
        {
            if (outages != Volatile.Read(ref _outages))
            {
                // Whoever was before tried for a while: who waited as long need not.
                throw PostgresFaults.Unavailable();
            }

            return await PostgresRetries.RunAsync(token => attempt(seal, token), cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException failure) when (failure.Code == PostgresFaults.UnavailableCode && failure.InnerException is not null)
        {
            Interlocked.Increment(ref _outages);
            throw;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>Runs writes in one transaction, and answers them.</summary>
    private async Task KeepAsync(Served terms, IReadOnlyList<QueuedWrite> group)
    {
        try
        {
            await RunAsync(_writers, (seal, token) => WriteOnceAsync(terms, seal, group, token), group is [var only] ? only.CancellationToken : CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Whatever it is belongs to those who wait.
            foreach (var write in group)
            {
                write.Fail(failure);
            }

            return;
        }

        foreach (var write in group)
        {
            write.Acknowledge();
        }
    }

    private async Task<T> ReadOnceAsync<T>(string served, Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var connection = await Pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = connection.ConfigureAwait(false);
        await connection.ExecuteAsync(_beginRead, cancellationToken, ("@served", served)).ConfigureAwait(false);
        var result = await read(connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync("COMMIT", CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    /// <summary>Runs each of them, those of several within a savepoint of its own, so that one that fails takes nothing with it, and commits.</summary>
    private async Task<bool> WriteOnceAsync(Served terms, OwnerSeal seal, IReadOnlyList<QueuedWrite> group, CancellationToken cancellationToken)
    {
        var connection = await Pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var connectionScope = connection.ConfigureAwait(false);
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var transactionScope = transaction.ConfigureAwait(false);
        var mark = await BeginAsync(transaction, terms, seal, cancellationToken).ConfigureAwait(false);
        var savepoint = "SAVEPOINT one";
        foreach (var write in group)
        {
            if (!write.TryBegin())
            {
                continue;
            }

            if (group.Count > 1)
            {
                await connection.ExecuteAsync(savepoint, CancellationToken.None).ConfigureAwait(false);
                savepoint = "RELEASE SAVEPOINT one; SAVEPOINT one";
            }

            if (!await RunAsync(write, new PostgresUnit(this, transaction, terms, seal), transaction, group.Count == 1).ConfigureAwait(false))
            {
                await connection.ExecuteAsync("ROLLBACK TO SAVEPOINT one", CancellationToken.None).ConfigureAwait(false);
            }
        }

        await CommitAsync(connection, mark).ConfigureAwait(false);
        return true;
    }

    /// <summary>Runs a write, which those made from within it join.</summary>
    private static async Task<bool> RunAsync(QueuedWrite write, PostgresUnit unit, NpgsqlTransaction transaction, bool isAlone)
    {
        Current.Value = unit;
        try
        {
            return await write.RunAsync(transaction, isAlone).ConfigureAwait(false);
        }
        finally
        {
            unit.Close();
        }
    }

    /// <summary>Begins on these terms.</summary>
    /// <returns>What the transaction is known by.</returns>
    private async Task<string> BeginAsync(NpgsqlTransaction transaction, Served terms, OwnerSeal seal, CancellationToken cancellationToken)
    {
        (string, object?)[] parameters = terms.Lock is null ? [("@served", seal.Of(terms.Whom))] : [("@served", seal.Of(terms.Whom)), ("@lock", terms.Lock)];
        var wait = terms.Lock is null ? "" : ", pg_advisory_xact_lock(hashtextextended(@lock, 0))";
        return (string)(await transaction.ScalarAsync($"SELECT {SelectMark}, {_settings}{wait}", cancellationToken, parameters).ConfigureAwait(false))!;
    }

    /// <summary>Commits the transaction that is known by this; throws what is tried again only when it is certain that nothing was kept.</summary>
    private async Task CommitAsync(NpgsqlConnection connection, string mark)
    {
        try
        {
            // COMMIT alone says nothing when a failed statement had ended the transaction: the SELECT fails then.
            await connection.ExecuteAsync("SELECT 1; COMMIT", CancellationToken.None).ConfigureAwait(false);
        }
        catch (NpgsqlException failure) when (PostgresRetries.IsOutcomeUnknown(failure))
        {
            switch (await WasKeptAsync(mark).ConfigureAwait(false))
            {
                case null:
                    throw PostgresFaults.OutcomeUnknown(failure);
                case false:
                    throw new NpgsqlException("The connection was lost before the commit took effect.", new IOException(failure.Message, failure));
            }
        }
    }

    /// <summary>Whether the server kept the transaction; null when it can't be asked for too long, or crashed and can't know whose the id was.</summary>
    private async Task<bool?> WasKeptAsync(string mark)
    {
        for (var number = 1; number <= MostQuestions; number++)
        {
            await PostgresRetries.PauseAsync(number, CancellationToken.None).ConfigureAwait(false);
            try
            {
                var connection = await Pool.OpenConnectionAsync().ConfigureAwait(false);
                await using var scope = connection.ConfigureAwait(false);
                var (status, isItsOwn) = (await connection.QueryAsync(
                    SelectStatus, row => (row.IsDBNull(0) ? null : row.GetString(0), row.GetBoolean(1)), CancellationToken.None, ("@mark", mark)).ConfigureAwait(false))[0];
                switch (status)
                {
                    case "committed":
                        return isItsOwn ? true : null;
                    case "aborted":
                        return false;
                }
            }
            catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.InvalidParameterValue)
            {
                // The server, started anew, never heard of it.
                return false;
            }
            catch (NpgsqlException failure) when (PostgresRetries.MayRetry(failure))
            {
                // Not back yet.
            }
        }

        return null;
    }

    private void ThrowIfClosed()
    {
        if (_closed)
        {
            throw PostgresFaults.Closed();
        }
    }
}
