using Memori.Alerts;
using Memori.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Jobs;

/// <summary>
/// Runs the jobs that are due, each queue by its handler. A job that fails is tried again, later each time, and given up in the end;
/// one that its worker left behind is taken up again. Several processes may run one each. Thread-safe.
/// </summary>
public sealed partial class JobRunner
{
    private readonly IJobStore _jobs;
    private readonly IReadOnlyList<IJobHandler> _handlers;
    private readonly TimeProvider _time;
    private readonly JobOptions _options;
    private readonly ILogger _logger;
    private readonly AlertSink? _alerts;
    private readonly string _worker;

    /// <summary>A runner of its own name.</summary>
    /// <param name="jobs">The queue.</param>
    /// <param name="handlers">Do the jobs, each those of its queue.</param>
    /// <param name="time">The clock.</param>
    /// <param name="options">How they are run. Default: the defaults.</param>
    /// <param name="logger">Told of failures. Default: nobody.</param>
    /// <param name="alerts">Told of jobs that are given up. Default: nobody.</param>
    /// <exception cref="ArgumentException">Two handlers have the same queue.</exception>
    public JobRunner(IJobStore jobs, IEnumerable<IJobHandler> handlers, TimeProvider time, JobOptions? options = null, ILogger<JobRunner>? logger = null, AlertSink? alerts = null)
    {
        _alerts = alerts;
        _jobs = jobs;
        _handlers = [.. handlers];
        _time = time;
        _options = options ?? new JobOptions();
        _logger = logger ?? NullLogger<JobRunner>.Instance;
        _worker = WorkerName.New(time);
        if (_handlers.GroupBy(handler => handler.Queue).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two handlers want the queue {twice.Key}.", nameof(handlers));
        }
    }

    /// <summary>Runs what is due, until nothing is due any more.</summary>
    /// <returns>How many jobs were done.</returns>
    public Task<int> RunDueAsync(CancellationToken cancellationToken = default) => RunDueAsync(CancellationToken.None, cancellationToken);

    /// <summary>The same, until the host is told to stop: then the job that runs may come to its end, and those that were only claimed are given back.</summary>
    /// <param name="stopping">Canceled when no further job is to be begun.</param>
    /// <param name="cancellationToken">Ends the job that runs, which is given back too.</param>
    /// <returns>How many jobs were done.</returns>
    public async Task<int> RunDueAsync(CancellationToken stopping, CancellationToken cancellationToken)
    {
        var done = 0;
        foreach (var handler in _handlers)
        {
            while (!stopping.IsCancellationRequested && await _jobs.ClaimAsync(handler.Queue, _worker, _options.Lease, _options.Batch, cancellationToken).ConfigureAwait(false) is { Count: > 0 } claimed)
            {
                for (var i = 0; i < claimed.Count; i++)
                {
                    if (stopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
                    {
                        await ReturnAsync(claimed.Skip(i)).ConfigureAwait(false);
                        cancellationToken.ThrowIfCancellationRequested();
                        return done;
                    }

                    done += await RunAsync(handler, claimed[i], cancellationToken).ConfigureAwait(false) ? 1 : 0;
                }
            }
        }

        return done;
    }

    /// <summary>Whoever runs next need not wait until the leases are over.</summary>
    private async Task ReturnAsync(IEnumerable<Job> claimed)
    {
        foreach (var job in claimed)
        {
            await _jobs.ReturnAsync(job, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<bool> RunAsync(IJobHandler handler, Job job, CancellationToken cancellationToken)
    {
        // Jobs of a batch wait for each other: what is left of the lease counts, less a tenth for the note that it is done.
        var left = ((job.LeasedUntil ?? _time.GetUtcNow()) - _time.GetUtcNow()) - (_options.Lease / 10);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        if (job.Attempts > _options.MaximumAttempts)
        {
            // Its workers died one after another: it may be what kills them.
            await FailAsync(job, "workers-died", null, cancellationToken).ConfigureAwait(false);
            return false;
        }

        using var expiry = new CancellationTokenSource(left, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        using var span = JobMetrics.Start(job.Queue);
        var started = _time.GetTimestamp();
        try
        {
            await handler.RunAsync(job, either.Token).ConfigureAwait(false);
            JobMetrics.Ran(span, job.Queue, _time.GetElapsedTime(started), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops. The job was not at fault: whoever runs next takes it up again.
            await ReturnAsync([job]).ConfigureAwait(false);
            return false;
        }
        catch (Exception exception)
        {
            JobMetrics.Ran(span, job.Queue, _time.GetElapsedTime(started), exception);
            var code = (exception as MemoriException)?.Code ?? exception.GetType().Name;
            var retryAt = job.Attempts < _options.MaximumAttempts ? _time.GetUtcNow() + Wait(job.Attempts) : (DateTimeOffset?)null;
            LogFailed(job.Queue, job.Id, job.Attempts, code, retryAt, exception);
            await FailAsync(job, code, retryAt, cancellationToken).ConfigureAwait(false);
            return false;
        }

        return await _jobs.CompleteAsync(job, cancellationToken).ConfigureAwait(false);
    }

    private async Task FailAsync(Job job, string code, DateTimeOffset? retryAt, CancellationToken cancellationToken)
    {
        // An alert that can't be delivered must not cause another.
        if (await _jobs.FailAsync(job, code, retryAt, cancellationToken).ConfigureAwait(false) && retryAt is null && _alerts is not null && job.Queue != AlertSink.Queue)
        {
            await _alerts.RaiseAsync(
                new Alert { Kind = AlertKinds.JobFailed, Key = $"{job.Queue}/{job.Id}", Message = $"The job {job.Queue}/{job.Id} was given up after {job.Attempts} attempts: {code}." },
                cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan Wait(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(_options.LongestRetry.Ticks, _options.FirstRetry.Ticks * Math.Pow(2, Math.Max(0, attempts - 1))));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Queue}/{Id} failed at attempt {Attempt} with {Code}; next attempt {RetryAt}.")]
    private partial void LogFailed(string queue, string id, int attempt, string code, DateTimeOffset? retryAt, Exception exception);
}
