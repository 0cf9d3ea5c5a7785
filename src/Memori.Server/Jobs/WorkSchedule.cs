namespace Memori.Server.Jobs;

/// <summary>When scheduled work is due. Pure: every process comes to the same result.</summary>
internal static class WorkSchedule
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestJitter = TimeSpan.FromMinutes(1);

    /// <summary>
    /// When the next run is due: at once when there was none yet or the latest was stopped; after a failure a minute (or the interval, when that is less), doubled
    /// with each further one up to an hour; else an interval after the latest began, and a little later, differently for each run, so that work of the same
    /// interval spreads out. Missed runs are made up for by one.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="record">What is known of it. It is not running.</param>
    /// <param name="now">The moment: a run that began later than that was noted by a clock that was wrong.</param>
    /// <returns>Null when it runs only when told to.</returns>
    public static DateTimeOffset? Next(IScheduledWork work, WorkRecord record, DateTimeOffset now)
    {
        if (work.Interval is not { } interval)
        {
            return null;
        }

        if (record.BegunAt is not { } begun || begun > now || (record.Outcome == WorkOutcome.Stopped && record.Failures == 0))
        {
            return now;
        }

        var failures = record.WasCutOff ? record.Failures + 1 : record.Failures;
        if (failures > 0)
        {
            return (record.EndedAt ?? begun) + Wait(interval, failures);
        }

        var jitter = TimeSpan.FromTicks((long)(Math.Min(interval.Ticks / 20, LongestJitter.Ticks) * Share(work.Name, begun)));
        var next = begun + interval + jitter;
        var breath = (record.EndedAt ?? begun) + (interval / 10);
        return next > breath ? next : breath;
    }

    private static TimeSpan Wait(TimeSpan interval, int failures)
    {
        var first = interval < FirstRetry ? interval : FirstRetry;
        return TimeSpan.FromTicks((long)Math.Min(LongestRetry.Ticks, first.Ticks * Math.Pow(2, Math.Min(failures, 30) - 1)));
    }

    /// <summary>A number from 0 to 1 that looks like chance but is the same everywhere (FNV-1a).</summary>
    private static double Share(string name, DateTimeOffset begun)
    {
        var hash = 2166136261u;
        foreach (var letter in name)
        {
            hash = (hash ^ letter) * 16777619;
        }

        hash = (hash ^ (uint)begun.ToUnixTimeMilliseconds()) * 16777619;
        return hash / (double)uint.MaxValue;
    }
}
