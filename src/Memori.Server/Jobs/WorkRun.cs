namespace Memori.Server.Jobs;

/// <summary>A run of scheduled work that has its lease and is yet to be made.</summary>
public sealed class WorkRun
{
    private readonly WorkRunner _runner;

    internal WorkRun(WorkRunner runner, IScheduledWork work, string holder, WorkRecord record) => (_runner, Work, Holder, Record) = (runner, work, holder, record);

    /// <summary>The work.</summary>
    public IScheduledWork Work { get; }

    /// <summary>What was known of it when the run began.</summary>
    public WorkRecord Record { get; }

    internal string Holder { get; }

    /// <summary>Makes the run. To be called once.</summary>
    /// <param name="cancellationToken">Stops it; that is noted, and the next run goes on from there.</param>
    /// <returns>What became of it; a failure is one of the outcomes, not an exception.</returns>
    public Task<WorkRecord> CompleteAsync(CancellationToken cancellationToken = default) => _runner.CompleteAsync(this, cancellationToken);
}
