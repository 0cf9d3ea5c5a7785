using Memori.Text;

namespace Memori.Server.Jobs;

/// <summary>
/// Work that the service does by itself, again and again. Registered with <c>AddScheduledWork</c>; run by the scheduler, by <c>/api/admin/jobs</c> and by
/// <c>memori jobs</c>, one run at a time in all processes that share a store.
/// </summary>
public interface IScheduledWork
{
    /// <summary>Its name, in kebab case, unique: <c>session-cleanup</c>.</summary>
    string Name { get; }

    /// <summary>What it does, in one sentence for whoever runs the service.</summary>
    LocalizedText Description { get; }

    /// <summary>How long after the beginning of a run the next one begins; null when it runs only when told to.</summary>
    TimeSpan? Interval { get; }

    /// <summary>Does a round. It may be stopped at any point and begun again: the second time must have no further effect.</summary>
    /// <param name="cancellationToken">Cancels when the service stops.</param>
    /// <returns>What was done, in a few English words for the log and the list of jobs: <c>3 sessions ended</c>; null for nothing. Never content.</returns>
    Task<string?> RunAsync(CancellationToken cancellationToken);
}
