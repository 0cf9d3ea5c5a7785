namespace Memori.Server.Jobs;

/// <summary>A piece of scheduled work as it stands.</summary>
/// <param name="Work">The work.</param>
/// <param name="Record">Its latest run.</param>
/// <param name="RunningAt">The process that runs it now, as machine and process id; null when none does.</param>
/// <param name="NextAt">When it is due next; null while it runs, and when it runs only when told to.</param>
public sealed record WorkState(IScheduledWork Work, WorkRecord Record, string? RunningAt, DateTimeOffset? NextAt);
