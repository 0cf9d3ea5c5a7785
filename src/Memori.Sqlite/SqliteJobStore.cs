using System.Data.Common;
using Memori.Storage;

namespace Memori.Sqlite;

/// <summary>
/// The queue and the leads in the SQLite state file. Thread-safe. A call made from within <see cref="SqliteDatabase.WriteAsync"/>
/// or a memory store's unit of work joins that transaction.
/// </summary>
/// <param name="database">The state file.</param>
/// <param name="time">The clock.</param>
public sealed partial class SqliteJobStore(SqliteDatabase database, TimeProvider time) : IJobStore
{
    /// <inheritdoc/>
    public Task<Job> EnqueueAsync(NewJob job, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                var now = Now();
                await transaction.Connection!.ExecuteAsync(
                    InsertJob,
                    token,
                    ("@queue", job.Queue),
                    ("@id", job.Id),
                    ("@owner_kind", (int)job.Owner.Kind),
                    ("@owner_id", job.Owner.Id),
                    ("@payload", job.Payload),
                    ("@created_at", now),
                    ("@due_at", job.NotBefore?.ToUnixTimeMilliseconds() ?? now)).ConfigureAwait(false);
                return (await transaction.Connection!.QueryAsync(SelectJob, JobRow.Read, token, ("@queue", job.Queue), ("@id", job.Id)).ConfigureAwait(false))[0];
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ClaimAsync(string queue, string worker, TimeSpan lease, int limit, CancellationToken cancellationToken = default)
    {
        // Asked every second by every worker: as long as nothing is due it takes no turn among the writers.
        var due = await database.ReadAsync((connection, token) => FindDueAsync(connection, queue, Now(), limit, token), cancellationToken).ConfigureAwait(false);
        return due.Count == 0 ? [] : await database.WriteAsync(
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var now = Now();
                var claimed = new List<Job>();
                foreach (var id in await FindDueAsync(connection, queue, now, limit, token).ConfigureAwait(false))
                {
                    claimed.AddRange(await connection.QueryAsync(
                        ClaimJob, JobRow.Read, token, ("@queue", queue), ("@id", id), ("@worker", worker), ("@leased_until", now + (long)lease.TotalMilliseconds)).ConfigureAwait(false));
                }

                return claimed;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<bool> CompleteAsync(Job job, CancellationToken cancellationToken = default) =>
        ReleaseAsync(EndJob, job, cancellationToken, ("@state", MemoryRow.Name(JobState.Done)), ("@now", Now()), ("@error", null));

    /// <inheritdoc/>
    public Task<bool> FailAsync(Job job, string error, DateTimeOffset? retryAt, CancellationToken cancellationToken = default) => retryAt is { } due
        ? ReleaseAsync(RetryJob, job, cancellationToken, ("@due_at", due.ToUnixTimeMilliseconds()), ("@error", error))
        : ReleaseAsync(EndJob, job, cancellationToken, ("@state", MemoryRow.Name(JobState.Failed)), ("@now", Now()), ("@error", error));

    /// <inheritdoc/>
    public Task<bool> ReturnAsync(Job job, CancellationToken cancellationToken = default) => ReleaseAsync(ReturnJob, job, cancellationToken);

    /// <inheritdoc/>
    public Task<Job?> RetryAsync(string queue, string id, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) => await transaction.Connection!.QueryAsync(
                RetryFailed, JobRow.Read, token, ("@queue", queue), ("@id", id), ("@now", Now())).ConfigureAwait(false) is [var job] ? job : null,
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<QueueStanding>> QueuesAsync(CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                SelectQueues, row => new QueueStanding(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), MemoryRow.Time(row, 4)), token),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ListAsync(string? queue, JobState? state, int limit, CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                SelectJobs, JobRow.Read, token, ("@queue", queue), ("@state", state is { } one ? MemoryRow.Name(one) : null), ("@limit", limit)),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, Owner? owner = null, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                var connection = transaction.Connection!;
                var ended = await connection.ExecuteAsync(DeleteEnded, token, ("@before", before.ToUnixTimeMilliseconds())).ConfigureAwait(false);
                return owner is not { } one
                    ? ended
                    : ended + await connection.ExecuteAsync(DeleteOfOwner, token, ("@owner_kind", (int)one.Kind), ("@owner_id", one.Id)).ConfigureAwait(false);
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<string?> LeadAsync(string name, string holder, TimeSpan lease, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            async (transaction, token) =>
            {
                var now = Now();
                var notes = await transaction.Connection!.QueryAsync(
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
    public async Task<IReadOnlyList<Lead>> LeadsAsync(CancellationToken cancellationToken = default) =>
        await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                SelectLeads, row => new Lead(row.GetString(0), MemoryRow.Text(row, 1), MemoryRow.Time(row, 2)!.Value, row.GetString(3)), token),
            cancellationToken).ConfigureAwait(false);

    private static async Task<List<string>> FindDueAsync(DbConnection connection, string queue, long now, int limit, CancellationToken cancellationToken)
    {
        var busy = (await connection.QueryAsync(SelectBusyOwners, row => OwnerAt(row, 0), cancellationToken, ("@queue", queue), ("@now", now)).ConfigureAwait(false)).ToHashSet();
        return await connection.TakeAsync(
            SelectDue, row => busy.Add(OwnerAt(row, 1)) ? row.GetString(0) : null, limit, cancellationToken, ("@queue", queue), ("@now", now)).ConfigureAwait(false);
    }

    private static Owner OwnerAt(DbDataReader row, int column) => new((OwnerKind)row.GetInt32(column), row.GetString(column + 1));

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    private Task<bool> ReleaseAsync(string statement, Job job, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        ChangeAsync(
            statement,
            cancellationToken,
            [("@queue", job.Queue), ("@id", job.Id), ("@worker", job.Worker), ("@attempts", job.Attempts), .. parameters]);

    private Task<bool> ChangeAsync(string statement, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters) =>
        database.WriteAsync(
            async (transaction, token) => await transaction.Connection!.ExecuteAsync(statement, token, parameters).ConfigureAwait(false) > 0,
            cancellationToken);
}
