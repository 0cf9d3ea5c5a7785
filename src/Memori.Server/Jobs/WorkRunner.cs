using System.Diagnostics;
using Memori.Alerts;
using Memori.Storage;

namespace Memori.Server.Jobs;

/// <summary>
/// Runs scheduled work, each piece once at a time in all processes that share the store: whoever has its lease. What became of a run is kept with the lease.
/// Thread-safe.
/// </summary>
/// <param name="works">The work.</param>
/// <param name="jobs">Who leads what.</param>
/// <param name="database">Keeps both.</param>
/// <param name="alerts">Told of work that fails again and again.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class WorkRunner(
    IEnumerable<IScheduledWork> works, IJobStore jobs, IDatabase database, AlertSink alerts, TimeProvider time, ILogger<WorkRunner> logger)
{
    /// <summary>After how many failures in a row somebody is told.</summary>
    public const int AlertAfter = 3;

    private const string Prefix = "work/";

    // A process that died gives its work back after that.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static readonly ActivitySource Activities = new("Memori.Jobs");

    /// <summary>All work, by name.</summary>
    public IReadOnlyList<IScheduledWork> Works { get; } = Ordered(works);

    /// <summary>The work of that name.</summary>
    /// <exception cref="MemoriException"><c>job-not-found</c>.</exception>
    public IScheduledWork Find(string name) => Works.FirstOrDefault(work => work.Name == name) ?? throw JobFaults.NotFound();

    /// <summary>How all work stands.</summary>
    public async Task<IReadOnlyList<WorkState>> StatesAsync(CancellationToken cancellationToken = default)
    {
        var leads = (await jobs.LeadsAsync(cancellationToken)).ToDictionary(lead => lead.Name, StringComparer.Ordinal);
        var now = time.GetUtcNow();
        return [.. Works.Select(work => StateOf(work, leads.GetValueOrDefault(Prefix + work.Name), now))];
    }

    /// <summary>Whether a lead is one of scheduled work.</summary>
    public static bool IsWork(Lead lead) => lead.Name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Takes the lease of a piece of work, for a run that <see cref="WorkRun.CompleteAsync"/> makes.</summary>
    /// <param name="work">The work.</param>
    /// <param name="onlyWhenDue">Whether it is left alone when it is not due, as another process may have run it a moment ago.</param>
    /// <param name="cancellationToken">Cancels before the lease is taken.</param>
    /// <returns>Null when another has it, or it is not due.</returns>
    public Task<WorkRun?> BeginAsync(IScheduledWork work, bool onlyWhenDue, CancellationToken cancellationToken = default)
    {
        // Of its own for every run: a process must not run the same twice at once either.
        var holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.CreateVersion7(time.GetUtcNow()):N}";
        var lead = Prefix + work.Name;
        return database.WriteAsync(
            async (_, token) =>
            {
                if (await jobs.LeadAsync(lead, holder, Lease, token) is not { } notes)
                {
                    return null;
                }

                var now = time.GetUtcNow();
                var record = WorkRecord.Parse(notes);
                if (onlyWhenDue && !(WorkSchedule.Next(work, record, now) <= now))
                {
                    await jobs.ResignAsync(lead, holder, token);
                    return null;
                }

                record = record.Begin(now);
                await jobs.NoteAsync(lead, holder, record.Write(), token);
                return new WorkRun(this, work, holder, record);
            },
            cancellationToken);
    }

    /// <summary>Runs a piece of work now and waits for it.</summary>
    /// <returns>What became of it.</returns>
    /// <exception cref="MemoriException"><c>job-running</c>: it runs already.</exception>
    public async Task<WorkRecord> RunNowAsync(IScheduledWork work, CancellationToken cancellationToken = default) =>
        await (await BeginNowAsync(work, cancellationToken)).CompleteAsync(cancellationToken);

    /// <summary>Takes the lease of a piece of work, due or not.</summary>
    /// <exception cref="MemoriException"><c>job-running</c>: it runs already.</exception>
    public async Task<WorkRun> BeginNowAsync(IScheduledWork work, CancellationToken cancellationToken = default) =>
        await BeginAsync(work, onlyWhenDue: false, cancellationToken) ?? throw JobFaults.Running();

    internal async Task<WorkRecord> CompleteAsync(WorkRun run, CancellationToken cancellationToken)
    {
        using var activity = Activities.StartActivity($"job {run.Work.Name}");
        using var scope = logger.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["Job"] = run.Work.Name });
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        var kept = KeepLeaseAsync(run, lost, ended.Token);
        var record = await DoAsync(run, lost.Token, cancellationToken);
        activity?.SetStatus(record.Outcome == WorkOutcome.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Ok, record.Error);
        await ended.CancelAsync();
        await kept;
        await NoteEndAsync(run, record);
        return record;
    }

    private static WorkState StateOf(IScheduledWork work, Lead? lead, DateTimeOffset now)
    {
        var record = WorkRecord.Parse(lead?.Notes ?? "");
        return lead is { Holder: { } holder } && lead.LeasedUntil > now
            ? new WorkState(work, record, holder[..Math.Max(0, holder.LastIndexOf('/'))], null)
            : new WorkState(work, record, null, WorkSchedule.Next(work, record, now));
    }

    private static IScheduledWork[] Ordered(IEnumerable<IScheduledWork> works)
    {
        var all = works.OrderBy(work => work.Name, StringComparer.Ordinal).ToArray();
        return all.GroupBy(work => work.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new ArgumentException($"Two pieces of work are called {twice.Key}.", nameof(works))
            : all;
    }

    private async Task<WorkRecord> DoAsync(WorkRun run, CancellationToken token, CancellationToken stopping)
    {
        try
        {
            var note = await run.Work.RunAsync(token);
            if (note is not null)
            {
                LogDone(run.Work.Name, note);
            }

            return run.Record.End(time.GetUtcNow(), WorkOutcome.Done, note, null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return run.Record.End(time.GetUtcNow(), WorkOutcome.Stopped, null, null);
        }
        catch (Exception exception)
        {
            // Whatever it is: the work is tried again, and the service goes on.
            var code = (exception as MemoriException)?.Code ?? exception.GetType().Name;
            var record = run.Record.End(time.GetUtcNow(), WorkOutcome.Failed, null, code, (exception as MemoriException)?.Text);
            LogFailed(run.Work.Name, record.Failures, code, exception);
            return record;
        }
    }

    private async Task KeepLeaseAsync(WorkRun run, CancellationTokenSource lost, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Lease / 4, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!ended.IsCancellationRequested && await jobs.LeadAsync(Prefix + run.Work.Name, run.Holder, Lease, CancellationToken.None) is null)
                {
                    // This process was asleep for so long that another took over.
                    await lost.CancelAsync();
                    return;
                }
            }
            catch (Exception exception)
            {
                // The disk may be full: most work goes on without the store's leave.
                LogLeaseFailed(run.Work.Name, exception);
            }
        }
    }

    private async Task NoteEndAsync(WorkRun run, WorkRecord record)
    {
        try
        {
            await database.WriteAsync(
                async (_, token) => await jobs.NoteAsync(Prefix + run.Work.Name, run.Holder, record.Write(), token) && await ResignAsync(run, token),
                CancellationToken.None);
            if (record is { Outcome: WorkOutcome.Failed, Failures: >= AlertAfter })
            {
                await alerts.RaiseAsync(new Alert
                {
                    Kind = AlertKinds.JobFailed,
                    Key = $"{run.Work.Name}/{DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime):yyyy-MM-dd}",
                    Message = $"The job {run.Work.Name} failed {record.Failures} times in a row: {record.Reason?.English ?? record.Error + "."}",
                });
            }
        }
        catch (Exception exception)
        {
            // The lease runs out by itself; the run is then taken for one that died.
            LogLeaseFailed(run.Work.Name, exception);
        }
    }

    private async Task<bool> ResignAsync(WorkRun run, CancellationToken cancellationToken)
    {
        await jobs.ResignAsync(Prefix + run.Work.Name, run.Holder, cancellationToken);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {Name}: {Note}.")]
    private partial void LogDone(string name, string note);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {Name} failed, {Failures} times in a row now, with {Code}; it will be tried again.")]
    private partial void LogFailed(string name, int failures, string code, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of job {Name} could not be noted.")]
    private partial void LogLeaseFailed(string name, Exception exception);
}
