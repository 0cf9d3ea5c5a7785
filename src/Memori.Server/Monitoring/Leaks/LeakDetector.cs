namespace Memori.Server.Monitoring.Leaks;

/// <summary>
/// Judges by looks at a process whether it leaks: by the guide's rule (resident memory never shrank over ten looks, grew by more than a fifth and is above the threshold),
/// and by the <see cref="Trend"/> of live objects, handles and threads. What a process takes in its first minutes is no leak, nor is what it takes at once.
/// </summary>
internal static class LeakDetector
{
    /// <summary>The most looks that are kept.</summary>
    public const int Kept = 100;

    private const int Looks = 10;
    private const double LeastGrowth = 0.2;

    // Of the growth over ten looks: more than this in one step is a jump.
    private const double MostInAStep = 0.6;

    // What comes and goes comes again, to where it was: only what passes that keeps growing.
    private const double HigherThanEver = 1.05;

    private const double HeapAtLeast = 32;
    private const double HandlesAtLeast = 64;
    private const double ThreadsAtLeast = 16;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(10);

    /// <summary>Judges.</summary>
    /// <param name="snapshots">The looks, in the order of time.</param>
    /// <param name="thresholdMegabytes">The size in MiB below which growth of memory is no leak.</param>
    public static LeakReport Detect(IEnumerable<ProcessSnapshot> snapshots, double thresholdMegabytes)
    {
        var warm = snapshots.Where(snapshot => snapshot.Timestamp - snapshot.Started >= WarmUp).ToList();
        if (warm.Count < Looks)
        {
            return new LeakReport { LeakDetected = false, ThresholdMegabytes = thresholdMegabytes };
        }

        var recent = warm[^Looks..].ConvertAll(snapshot => snapshot.ResidentMegabytes);
        var steps = recent.Skip(1).Zip(recent, (next, last) => next - last).ToList();
        var growth = recent[^1] - recent[0];
        var (isIncreasing, rate) = (steps.TrueForAll(step => step >= 0), growth / recent[0]);
        var before = warm.SkipLast(Looks).Select(snapshot => snapshot.ResidentMegabytes).DefaultIfEmpty().Max();
        var isLarge = recent[^1] > thresholdMegabytes;
        var heap = TrendOf(warm, snapshot => snapshot.HeapMegabytes);
        var handles = TrendOf(warm, snapshot => snapshot.Handles);
        var threads = TrendOf(warm, snapshot => snapshot.Threads);
        string[] suspects =
        [
            .. Named("resident-memory", isIncreasing && rate > LeastGrowth && isLarge && steps.Max() <= MostInAStep * growth && recent[^1] > before * HigherThanEver),
            .. Named("managed-heap", isLarge && Leaks(heap, HeapAtLeast)),
            .. Named("handles", Leaks(handles, HandlesAtLeast)),
            .. Named("threads", Leaks(threads, ThreadsAtLeast)),
        ];
        return new LeakReport
        {
            LeakDetected = suspects.Length > 0,
            Snapshots = warm.Count,
            Latest = warm[^1],
            GrowthRate = rate,
            IsIncreasing = isIncreasing,
            ThresholdMegabytes = thresholdMegabytes,
            HeapMegabytesPerHour = heap?.SlopePerHour,
            HandlesPerHour = handles?.SlopePerHour,
            ThreadsPerHour = threads?.SlopePerHour,
            Suspects = suspects,
        };
    }

    private static Trend? TrendOf(List<ProcessSnapshot> snapshots, Func<ProcessSnapshot, double> value) =>
        Trend.Of(snapshots.ConvertAll(snapshot => (snapshot.Timestamp, value(snapshot))));

    private static bool Leaks(Trend? trend, double least) => trend is { IsSteady: true } && trend.Growth >= least && trend.Growth >= LeastGrowth * trend.Level;

    private static IEnumerable<string> Named(string name, bool leaks) => leaks ? [name] : [];
}
