using System.Collections.Immutable;

namespace Memori.Storage;

/// <summary>The jobs and leads of an <see cref="InMemoryStore"/>. Immutable: each change gives them as they are after it.</summary>
internal sealed record QueuedJobs
{
    private ImmutableDictionary<(string Queue, string Id), Entry> Jobs { get; init; } = ImmutableDictionary<(string Queue, string Id), Entry>.Empty;
    private ImmutableDictionary<string, Lead> Leads { get; init; } = ImmutableDictionary.Create<string, Lead>(StringComparer.Ordinal);
    private long Added { get; init; }

    public static QueuedJobs Empty { get; } = new();

    public (QueuedJobs After, Job Stored) Enqueue(NewJob job, DateTimeOffset now)
    {
        if (Jobs.TryGetValue((job.Queue, job.Id), out var known))
        {
            return (this, known.Job);
        }

        var stored = new Job { Queue = job.Queue, Id = job.Id, Owner = job.Owner, Payload = job.Payload, CreatedAt = now, DueAt = job.NotBefore ?? now };
        return (this with { Jobs = Jobs.Add((job.Queue, job.Id), new Entry(stored, Added)), Added = Added + 1 }, stored);
    }

    public (QueuedJobs After, IReadOnlyList<Job> Claimed) Claim(string queue, string worker, DateTimeOffset now, TimeSpan lease, int limit)
    {
        var all = Jobs.Values.Where(entry => entry.Job.Queue == queue).ToList();
        var busy = all.Where(entry => entry.Job.State == JobState.Running && entry.Job.LeasedUntil > now).Select(entry => entry.Job.Owner).ToHashSet();
        var claimed = all
            .Where(entry => entry.Job.State == JobState.Waiting ? entry.Job.DueAt <= now : entry.Job.State == JobState.Running && entry.Job.LeasedUntil <= now)
            .OrderBy(entry => entry.Job.DueAt).ThenBy(entry => entry.Order)
            .Where(entry => busy.Add(entry.Job.Owner))
            .Take(limit)
            .Select(entry => entry with
            {
                Job = entry.Job with { State = JobState.Running, Attempts = entry.Job.Attempts + 1, Worker = worker, LeasedUntil = now + lease },
            })
            .ToList();
        return (this with { Jobs = Jobs.SetItems(claimed.Select(entry => KeyValuePair.Create((queue, entry.Job.Id), entry))) }, [.. claimed.Select(entry => entry.Job)]);
    }

    /// <summary>Changes the job when the worker that claimed it still has it.</summary>
    public (QueuedJobs After, bool Held) Release(Job claimed, Func<Job, Job> change)
    {
        if (!Jobs.TryGetValue((claimed.Queue, claimed.Id), out var entry)
            || entry.Job.State != JobState.Running || entry.Job.Worker != claimed.Worker || entry.Job.Attempts != claimed.Attempts)
        {
            return (this, false);
        }

        var released = entry with { Job = change(entry.Job) with { Worker = null, LeasedUntil = null } };
        return (this with { Jobs = Jobs.SetItem((claimed.Queue, claimed.Id), released) }, true);
    }

    public (QueuedJobs After, Job? Due) Retry(string queue, string id, DateTimeOffset now)
    {
        if (!Jobs.TryGetValue((queue, id), out var entry) || entry.Job.State != JobState.Failed)
        {
            return (this, null);
        }

        var due = entry.Job with { State = JobState.Waiting, Attempts = 0, DueAt = now, EndedAt = null, Error = null };
        return (this with { Jobs = Jobs.SetItem((queue, id), entry with { Job = due }) }, due);
    }

    public IReadOnlyList<QueueStanding> Standings() =>
    [
        .. Jobs.Values.Select(entry => entry.Job).GroupBy(job => job.Queue, StringComparer.Ordinal).OrderBy(queue => queue.Key, StringComparer.Ordinal).Select(queue => new QueueStanding(
            queue.Key,
            queue.Count(job => job.State == JobState.Waiting),
            queue.Count(job => job.State == JobState.Running),
            queue.Count(job => job.State == JobState.Failed),
            queue.Where(job => job.State == JobState.Waiting).Select(job => (DateTimeOffset?)job.DueAt).Min())),
    ];

    public IReadOnlyList<Lead> AllLeads() => [.. Leads.Values.OrderBy(lead => lead.Name, StringComparer.Ordinal)];

    public IReadOnlyList<Job> List(string? queue, JobState? state, int limit) =>
    [
        .. Jobs.Values
            .Where(entry => (queue is null || entry.Job.Queue == queue) && (state is null || entry.Job.State == state))
            .OrderByDescending(entry => entry.Job.CreatedAt).ThenByDescending(entry => entry.Order)
            .Take(limit)
            .Select(entry => entry.Job),
    ];

    public (QueuedJobs After, int Count) Purge(DateTimeOffset before, Owner? owner)
    {
        var gone = Jobs.Where(pair => pair.Value.Job.EndedAt < before || pair.Value.Job.Owner == owner).Select(pair => pair.Key).ToList();
        return (this with { Jobs = Jobs.RemoveRange(gone) }, gone.Count);
    }

    public (QueuedJobs After, string? Notes) TakeLead(string name, string holder, DateTimeOffset now, TimeSpan lease)
    {
        var last = Leads.GetValueOrDefault(name);
        return last?.Holder is not null && last.Holder != holder && last.LeasedUntil > now
            ? (this, null)
            : (this with { Leads = Leads.SetItem(name, new Lead(name, holder, now + lease, last?.Notes ?? "")) }, last?.Notes ?? "");
    }

    public (QueuedJobs After, bool Held) ChangeLead(string name, string holder, Func<Lead, Lead> change) =>
        Leads.GetValueOrDefault(name) is { } lead && lead.Holder == holder ? (this with { Leads = Leads.SetItem(name, change(lead)) }, true) : (this, false);

    /// <summary>A job with its place in the order of adding.</summary>
    private sealed record Entry(Job Job, long Order);
}
