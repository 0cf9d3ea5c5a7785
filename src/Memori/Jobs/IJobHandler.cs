using Memori.Storage;

namespace Memori.Jobs;

/// <summary>Does the background work of one queue.</summary>
public interface IJobHandler
{
    /// <summary>The queue.</summary>
    string Queue { get; }

    /// <summary>
    /// Does the job. It may be run again after it was done in part or in whole (a crash comes between the work and the note that it is done):
    /// the second time must have no further effect.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Cancels when the host stops or the lease is nearly over.</param>
    Task RunAsync(Job job, CancellationToken cancellationToken);
}
