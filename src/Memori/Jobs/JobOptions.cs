namespace Memori.Jobs;

/// <summary>How background work is run.</summary>
public sealed class JobOptions
{
    /// <summary>How long a worker has a job to itself; a worker that died gives it back after that. Default 5 minutes.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How many jobs are taken at once. Default 16.</summary>
    public int Batch { get; set; } = 16;

    /// <summary>How many of those run side by side, each of another owner. Default 4.</summary>
    public int AtOnce { get; set; } = 4;

    /// <summary>After how many attempts a job is given up. Default 8.</summary>
    public int MaximumAttempts { get; set; } = 8;

    /// <summary>The wait after the first failure; it doubles with each further one. Default 10 seconds.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait between attempts. Default 1 hour.</summary>
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(1);
}
