namespace Memori.Storage;

/// <summary>
/// The durable queue of background work, and who leads what. Durable, on a durable store, when the task completes; made from within
/// a unit of work, a call joins it. Payloads hold ids, never content: what is deleted must not live on in a queue. Thread-safe; shared by processes.
/// </summary>
public interface IJobStore
{
    /// <summary>Adds a job. A job of the same queue and id that is there already, in whatever state, is left as it is.</summary>
    /// <returns>The job as stored.</returns>
    Task<Job> EnqueueAsync(NewJob job, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes jobs that are due, the oldest first: nobody else gets them until <paramref name="lease"/> is over. A job whose lease ran out
    /// (its worker died) is due again. At most one job of an owner in a queue runs at a time. A job added in the same unit of work is not yet due.
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="worker">Who takes them.</param>
    /// <param name="lease">For how long.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    Task<IReadOnlyList<Job>> ClaimAsync(string queue, string worker, TimeSpan lease, int limit, CancellationToken cancellationToken = default);

    /// <summary>The job is done. False when the lease was lost to another worker meanwhile.</summary>
    Task<bool> CompleteAsync(Job job, CancellationToken cancellationToken = default);

    /// <summary>The job failed: to be tried again at <paramref name="retryAt"/>, or never when it is null. False when the lease was lost.</summary>
    /// <param name="job">The job as claimed.</param>
    /// <param name="error">What a person needs to know: a code or type, never content.</param>
    /// <param name="retryAt">When to try again, or null.</param>
    /// <param name="cancellationToken">Cancels before the write begins.</param>
    Task<bool> FailAsync(Job job, string error, DateTimeOffset? retryAt, CancellationToken cancellationToken = default);

    /// <summary>Gives a job back that was claimed but not begun: it is due again at once, as if it had not been claimed. False when the lease was lost.</summary>
    Task<bool> ReturnAsync(Job job, CancellationToken cancellationToken = default);

    /// <summary>Makes a job that was given up due at once, as if it had never been tried.</summary>
    /// <returns>The job, or null when there is none of that queue and id that was given up.</returns>
    Task<Job?> RetryAsync(string queue, string id, CancellationToken cancellationToken = default);

    /// <summary>How each queue stands, by name; those without a job are not among them.</summary>
    Task<IReadOnlyList<QueueStanding>> QueuesAsync(CancellationToken cancellationToken = default);

    /// <summary>The newest jobs, done ones included until they are purged.</summary>
    Task<IReadOnlyList<Job>> ListAsync(string? queue, JobState? state, int limit, CancellationToken cancellationToken = default);

    /// <summary>Deletes done and failed jobs that ended before <paramref name="before"/>, and, when given, all jobs of <paramref name="owner"/> whatever their state.</summary>
    Task<int> PurgeAsync(DateTimeOffset before, Owner? owner = null, CancellationToken cancellationToken = default);

    /// <summary>Takes or renews the lead of <paramref name="name"/> when nobody else holds it.</summary>
    /// <returns>The notes of whoever led last (empty when there are none), or null when another leads.</returns>
    Task<string?> LeadAsync(string name, string holder, TimeSpan lease, CancellationToken cancellationToken = default);

    /// <summary>Keeps notes with the lead (how far the work got), so that the next leader goes on from there. False when the lead was lost.</summary>
    Task<bool> NoteAsync(string name, string holder, string notes, CancellationToken cancellationToken = default);

    /// <summary>Gives the lead up, notes kept.</summary>
    Task ResignAsync(string name, string holder, CancellationToken cancellationToken = default);

    /// <summary>Who leads what, or led it last, by name.</summary>
    Task<IReadOnlyList<Lead>> LeadsAsync(CancellationToken cancellationToken = default);
}

/// <summary>Who leads a piece of work.</summary>
/// <param name="Name">The work.</param>
/// <param name="Holder">Who leads it, or null when it was given up.</param>
/// <param name="LeasedUntil">Until when.</param>
/// <param name="Notes">How far it got; empty when nothing was noted.</param>
public sealed record Lead(string Name, string? Holder, DateTimeOffset LeasedUntil, string Notes);

/// <summary>How a queue stands.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Waiting">How many jobs wait, for their time or for a worker.</param>
/// <param name="Running">How many a worker has, or had when it died.</param>
/// <param name="Failed">How many were given up and not yet purged.</param>
/// <param name="OldestDue">Since when the oldest of those that wait is due; null when none waits. In the future when all wait for their time.</param>
public sealed record QueueStanding(string Queue, long Waiting, long Running, long Failed, DateTimeOffset? OldestDue);
