using System.Data.Common;
using Memori.Storage;

namespace Memori.Postgres;

/// <summary>
/// The queue and the leads in PostgreSQL. Thread-safe; shared by processes. A call made from within <see cref="IDatabase.WriteAsync"/>
/// or a memory store's unit of work joins that transaction.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="time">The clock. In place of <see cref="TimeProvider.System"/> the server's own is used, so that machines whose clocks differ agree on leases.</param>
public sealed partial class PostgresJobStore(PostgresDatabase database, TimeProvider time) : IJobStore
{
    /// <inheritdoc/>
    public Task<Job> EnqueueAsync(NewJob job, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async (connection, token) =>
            {
                var now = await NowAsync(connection, token).ConfigureAwait(false);
                await connection.ExecuteAsync(
                    InsertJob,
                    token,
                    ("@queue", job.Queue),
                    ("@id", job.Id),
                    ("@owner_kind", (int)job.Owner.Kind),
                    ("@owner_id", job.Owner.Id),
                    ("@payload", job.Payload),
                    ("@created_at", now),
                    ("@due_at", job.NotBefore?.ToUnixTimeMilliseconds() ?? now)).ConfigureAwait(false);
                return (await connection.QueryAsync(SelectJob, JobRow.Read, token, ("@queue", job.Queue), ("@id", job.Id)).ConfigureAwait(false))[0];
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ClaimAsync(string queue, string worker, TimeSpan lease, int limit, CancellationToken cancellationToken = default)
    {
        // Asked every second by every worker: as long as nothing is due nothing is written.
        var due = await database.ReadAsync(FindDueAsync, cancellationToken).ConfigureAwait(false);
        return due.Count == 0 ? [] : await database.WriteAsync(
            Served.Queue(queue),
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var now = await NowAsync(connection, token).ConfigureAwait(false);
                var claimed = new List<Job>();
                foreach (var id in await FindDueAsync(connection, token).ConfigureAwait(false))
                {
                    claimed.AddRange(await connection.QueryAsync(
                        ClaimJob, JobRow.Read, token, ("@queue", queue), ("@id", id), ("@worker", worker), ("@now", now), ("@leased_until", now + (long)lease.TotalMilliseconds)).ConfigureAwait(false));
                }

                return claimed;
            },
            cancellationToken).ConfigureAwait(false);

        async Task<List<string>> FindDueAsync(DbConnection connection, CancellationToken token)
        {
            (string, object?)[] parameters = [("@queue", queue), ("@now", await NowAsync(connection, token).ConfigureAwait(false))];
            var busy = (await connection.QueryAsync(SelectBusyOwners, row => OwnerAt(row, 0), token, parameters).ConfigureAwait(false)).ToHashSet();
            return await connection.TakeAsync(SelectDue, row => busy.Add(OwnerAt(row, 1)) ? row.GetString(0) : null, limit, token, parameters).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<bool> CompleteAsync(Job job, CancellationToken cancellationToken = default) =>
        ReleaseAsync(EndJob, job, cancellationToken, ("@state", MemoryRow.Name(JobState.Done)), ("@error", null));

    /// <inheritdoc/>
    public Task<bool> FailAsync(Job job, string error, DateTimeOffset? retryAt, CancellationToken cancellationToken = default) => retryAt is { } due
        ? ReleaseAsync(RetryJob, job, cancellationToken, ("@due_at", due.ToUnixTimeMilliseconds()), ("@error", error))
        : ReleaseAsync(EndJob, job, cancellationToken, ("@state", MemoryRow.Name(JobState.Failed)), ("@error", error));

    /// <inheritdoc/>
    public Task<bool> ReturnAsync(Job job, CancellationToken cancellationToken = default) => ReleaseAsync(ReturnJob, job, cancellationToken);

    /// <inheritdoc/>
    public Task<Job?> RetryAsync(string queue, string id, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async (connection, token) => await connection.QueryAsync(
                RetryFailed, JobRow.Read, token, ("@queue", queue), ("@id", id), ("@now", await NowAsync(connection, token).ConfigureAwait(false))).ConfigureAwait(false) is [var job] ? job : null,
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStanding>> QueuesAsync(CancellationToken cancellationToken = default) =>
        database.QueryAsync(
            Served.Nobody,
            SelectQueues,
            row => new QueueStanding(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), MemoryRow.Time(row, 4)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Job>> ListAsync(string? queue, JobState? state, int limit, CancellationToken cancellationToken = default) =>
        database.QueryAsync(
            Served.Nobody, SelectJobs, JobRow.Read, cancellationToken, ("@queue", queue), ("@state", state is { } one ? MemoryRow.Name(one) : null), ("@limit", limit));

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, Owner? owner = null, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async (connection, token) =>
            {
                var ended = await connection.ExecuteAsync(DeleteEnded, token, ("@before", before.ToUnixTimeMilliseconds())).ConfigureAwait(false);
                return owner is not { } one
                    ? ended
                    : ended + await connection.ExecuteAsync(DeleteOfOwner, token, ("@owner_kind", (int)one.Kind), ("@owner_id", one.Id)).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<string?> LeadAsync(string name, string holder, TimeSpan lease, CancellationToken cancellationToken = default) =>
        WriteAsync(
            async (connection, token) =>
            {
                var now = await NowAsync(connection, token).ConfigureAwait(false);
                var notes = await connection.QueryAsync(
                    TakeLead,
                    row => row.GetString(0),
                    token,
                    ("@name", name),
                    ("@holder", holder),
                    ("@leased_until", now + (long)lease.TotalMilliseconds),
                    ("@now", now)).ConfigureAwait(false);
                return notes is [var noted] ? noted : null;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> NoteAsync(string name, string holder, string notes, CancellationToken cancellationToken = default) =>
        ChangeAsync(UpdateNotes, cancellationToken, ("@name", name), ("@holder", holder), ("@notes", notes));

    /// <inheritdoc/>
    public Task ResignAsync(string name, string holder, CancellationToken cancellationToken = default) =>
        ChangeAsync(ReleaseLead, cancellationToken, ("@name", name), ("@holder", holder));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Lead>> LeadsAsync(CancellationToken cancellationToken = default) =>
        database.QueryAsync(
            Served.Nobody, SelectLeads, row => new Lead(row.GetString(0), MemoryRow.Text(row, 1), MemoryRow.Time(row, 2)!.Value, row.GetString(3)), cancellationToken);

    private static Owner OwnerAt(DbDataReader row, int column) => new((OwnerKind)row.GetInt32(column), row.GetString(column + 1));

    private async ValueTask<long> NowAsync(DbConnection connection, CancellationToken cancellationToken) => time != TimeProvider.System
        ? time.GetUtcNow().ToUnixTimeMilliseconds()
        : (await connection.QueryAsync(SelectNow, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    private Task<bool> ReleaseAsync(string statement, Job job, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        WriteAsync(
            async (connection, token) => await connection.ExecuteAsync(
                statement,
                token,
                [
                    .. parameters,
                    ("@now", await NowAsync(connection, token).ConfigureAwait(false)),
                    ("@queue", job.Queue),
                    ("@id", job.Id),
                    ("@worker", job.Worker),
                    ("@attempts", job.Attempts),
                ]).ConfigureAwait(false) > 0,
            cancellationToken);

    private Task<bool> ChangeAsync(string statement, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        WriteAsync(async (connection, token) => await connection.ExecuteAsync(statement, token, parameters).ConfigureAwait(false) > 0, cancellationToken);

    /// <summary>Each by its row: no write waits for another's.</summary>
    private Task<T> WriteAsync<T>(Func<DbConnection, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        database.WriteAsync(Served.Nobody, (transaction, token) => write(transaction.Connection!, token), cancellationToken);
}
