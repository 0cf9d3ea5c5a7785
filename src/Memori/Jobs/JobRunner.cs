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
    private readonly string _worker;

    /// <summary>A runner of its own name.</summary>
    /// <exception cref="ArgumentException">Two handlers have the same queue.</exception>
    public JobRunner(IJobStore jobs, IEnumerable<IJobHandler> handlers, TimeProvider time, JobOptions? options = null, ILogger<JobRunner>? logger = null)
    {
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
    public async Task<int> RunDueAsync(CancellationToken cancellationToken = default)
    {
        var done = 0;
        foreach (var handler in _handlers)
        {
            while (await _jobs.ClaimAsync(handler.Queue, _worker, _options.Lease, _options.Batch, cancellationToken).ConfigureAwait(false) is { Count: > 0 } claimed)
            {
                foreach (var job in claimed)
                {
                    done += await RunAsync(handler, job, cancellationToken).ConfigureAwait(false) ? 1 : 0;
                }
            }
        }

        return done;
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
            await _jobs.FailAsync(job, "workers-died", null, cancellationToken).ConfigureAwait(false);
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
            // The host stops: the job is due again when its lease is over.
            throw;
        }
        catch (Exception exception)
        {
            JobMetrics.Ran(span, job.Queue, _time.GetElapsedTime(started), exception);
            var code = (exception as MemoriException)?.Code ?? exception.GetType().Name;
            var retryAt = job.Attempts < _options.MaximumAttempts ? _time.GetUtcNow() + Wait(job.Attempts) : (DateTimeOffset?)null;
            LogFailed(job.Queue, job.Id, job.Attempts, code, retryAt, exception);
            await _jobs.FailAsync(job, code, retryAt, cancellationToken).ConfigureAwait(false);
            return false;
        }

        return await _jobs.CompleteAsync(job, cancellationToken).ConfigureAwait(false);
    }

    private TimeSpan Wait(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(_options.LongestRetry.Ticks, _options.FirstRetry.Ticks * Math.Pow(2, Math.Max(0, attempts - 1))));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {Queue}/{Id} failed at attempt {Attempt} with {Code}; next attempt {RetryAt}.")]
    private partial void LogFailed(string queue, string id, int attempt, string code, DateTimeOffset? retryAt, Exception exception);
}
