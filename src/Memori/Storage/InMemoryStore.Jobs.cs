namespace Memori.Storage;

public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public Task<Job> EnqueueAsync(NewJob job, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.Enqueue(job, Now()), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Job>> ClaimAsync(string queue, string worker, TimeSpan lease, int limit, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.Claim(queue, worker, Now(), lease, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> CompleteAsync(Job job, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.Release(job, held => held with { State = JobState.Done, EndedAt = Now(), Error = null }), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> FailAsync(Job job, string error, DateTimeOffset? retryAt, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(
            jobs => jobs.Release(job, held => retryAt is { } due
                ? held with { State = JobState.Waiting, DueAt = due, Error = error }
                : held with { State = JobState.Failed, EndedAt = Now(), Error = error }),
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ReturnAsync(Job job, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.Release(job, held => held with { State = JobState.Waiting, Attempts = held.Attempts - 1 }), cancellationToken);

    /// <inheritdoc/>
    public Task<Job?> RetryAsync(string queue, string id, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.Retry(queue, id, Now()), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<QueueStanding>> QueuesAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(stored => stored.Jobs.Standings(), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Job>> ListAsync(string? queue, JobState? state, int limit, CancellationToken cancellationToken = default) =>
        ReadAsync(stored => stored.Jobs.List(queue, state, limit), cancellationToken);

    /// <inheritdoc/>
    public Task<int> PurgeAsync(DateTimeOffset before, Owner? owner = null, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.Purge(before, owner), cancellationToken);

    /// <inheritdoc/>
    public Task<string?> LeadAsync(string name, string holder, TimeSpan lease, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.TakeLead(name, holder, Now(), lease), cancellationToken);

    /// <inheritdoc/>
    public Task<bool> NoteAsync(string name, string holder, string notes, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.ChangeLead(name, holder, lead => lead with { Notes = notes }), cancellationToken);

    /// <inheritdoc/>
    public Task ResignAsync(string name, string holder, CancellationToken cancellationToken = default) =>
        WriteJobsAsync(jobs => jobs.ChangeLead(name, holder, lead => lead with { Holder = null }), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Lead>> LeadsAsync(CancellationToken cancellationToken = default) =>
        ReadAsync(stored => stored.Jobs.AllLeads(), cancellationToken);

    /// <summary>As exact as a durable store keeps it.</summary>
    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());

    private Task<T> WriteJobsAsync<T>(Func<QueuedJobs, (QueuedJobs After, T Result)> work, CancellationToken cancellationToken) =>
        WriteAsync(
            state =>
            {
                var (after, result) = work(state.Jobs);
                return (state with { Jobs = after }, result);
            },
            cancellationToken);
}
