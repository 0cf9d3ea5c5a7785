using Memori.Storage;
using Memori.Text;

namespace Memori.Server.Jobs;

/// <summary>All scheduled work and the queues.</summary>
/// <param name="Jobs">Scheduled work, by name.</param>
/// <param name="Queues">The queues that hold jobs, by name.</param>
public sealed record JobListDocument(IReadOnlyList<JobDocument> Jobs, IReadOnlyList<QueueDocument> Queues);

/// <summary>A piece of scheduled work.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does, in the caller's language.</param>
/// <param name="IntervalSeconds">How long after the beginning of a run the next one begins; null when it runs only when told to.</param>
/// <param name="LastRun">Its latest run; null when there was none.</param>
/// <param name="LastDoneAt">When a run last succeeded; null for never.</param>
/// <param name="NextRunAt">When it is due; null while it runs, and when it runs only when told to.</param>
/// <param name="Failures">How many runs failed in a row.</param>
/// <param name="LastError">The code of what last went wrong; null once a run succeeded.</param>
/// <param name="LastReason">The same in words, in the caller's language, where there are any.</param>
/// <param name="RunningAt">The process that runs it now, as machine and process id, or null.</param>
public sealed record JobDocument(
    string Name,
    string Description,
    double? IntervalSeconds,
    JobRunDocument? LastRun,
    DateTimeOffset? LastDoneAt,
    DateTimeOffset? NextRunAt,
    int Failures,
    string? LastError,
    string? LastReason,
    string? RunningAt)
{
    /// <summary>How a piece of work stands.</summary>
    public static JobDocument From(WorkState state, Language language) => new(
        state.Work.Name,
        state.Work.Description.In(language),
        state.Work.Interval?.TotalSeconds,
        JobRunDocument.From(state.Record),
        state.Record.DoneAt,
        state.NextAt,
        state.Record.Failures,
        state.Record.Error,
        state.Record.Reason?.In(language),
        state.RunningAt);
}

/// <summary>A run.</summary>
/// <param name="BegunAt">When it began.</param>
/// <param name="DurationMs">How long it took, in milliseconds; null while it runs, or when its process died.</param>
/// <param name="Outcome"><c>done</c>, <c>failed</c>, <c>stopped</c> (with the service), or null while it runs or when its process died.</param>
/// <param name="Note">What was done, in a few English words, or null.</param>
public sealed record JobRunDocument(DateTimeOffset BegunAt, double? DurationMs, string? Outcome, string? Note)
{
    /// <summary>The latest run of a record; null when there was none.</summary>
    public static JobRunDocument? From(WorkRecord record) => record.BegunAt is { } begun
        ? new(begun, (record.EndedAt - begun)?.TotalMilliseconds, record.Outcome?.ToString().ToLowerInvariant(), record.Note)
        : null;
}

/// <summary>A queue.</summary>
/// <param name="Queue">Its name.</param>
/// <param name="Waiting">How many jobs wait.</param>
/// <param name="Running">How many are being done.</param>
/// <param name="Failed">How many were given up.</param>
/// <param name="OldestDueAt">Since when the oldest of those that wait is due, or null.</param>
public sealed record QueueDocument(string Queue, long Waiting, long Running, long Failed, DateTimeOffset? OldestDueAt)
{
    /// <summary>How a queue stands.</summary>
    public static QueueDocument From(QueueStanding queue) => new(queue.Queue, queue.Waiting, queue.Running, queue.Failed, queue.OldestDue);
}

/// <summary>Queued jobs, the newest first.</summary>
/// <param name="Jobs">The jobs.</param>
public sealed record QueuedJobListDocument(IReadOnlyList<QueuedJobDocument> Jobs);

/// <summary>A queued job. What it works on is known by ids only.</summary>
/// <param name="Queue">Its queue.</param>
/// <param name="Id">Its id in the queue.</param>
/// <param name="Owner">Whose memories it works on: kind and id.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Attempts">How often it was begun.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="DueAt">When it is or was due.</param>
/// <param name="EndedAt">When it was done or given up, or null.</param>
/// <param name="Error">Why the last attempt failed, or null.</param>
public sealed record QueuedJobDocument(
    string Queue, string Id, string Owner, string State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset? EndedAt, string? Error)
{
    /// <summary>A job as stored.</summary>
    public static QueuedJobDocument From(Job job) => new(
        job.Queue,
        job.Id,
        $"{job.Owner.Kind.ToString().ToLowerInvariant()}:{job.Owner.Id}",
        job.State.ToString().ToLowerInvariant(),
        job.Attempts,
        job.CreatedAt,
        job.DueAt,
        job.EndedAt,
        job.Error);
}
