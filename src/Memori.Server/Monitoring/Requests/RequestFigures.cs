using Memori.Ledger;

namespace Memori.Server.Monitoring.Requests;

/// <summary>Sums over requests, which add up. Times are in microseconds. Not thread-safe.</summary>
internal sealed class RequestFigures
{
    private const double Milli = 1000;

    public long Requests { get; set; }

    /// <summary>Those in which the service failed.</summary>
    public long Failed { get; set; }

    /// <summary>Those that it refused.</summary>
    public long Refused { get; set; }

    /// <summary>Those that looked for memories.</summary>
    public long Retrievals { get; set; }

    public TokenUsage Usage { get; set; }

    public long LatencyMicroseconds { get; set; }

    public long RetrievalMicroseconds { get; set; }

    public long ClaudeMicroseconds { get; set; }

    public long MemoriesRetrieved { get; set; }

    public long MemoriesCreated { get; set; }

    public LatencyHistogram Latencies { get; init; } = new();

    public double SuccessRate => Mean(Requests - Failed);

    public double AverageLatency => Mean(LatencyMicroseconds) / Milli;

    public double AverageTokens => Mean(Usage.TotalTokens);

    public decimal AverageCost => Requests == 0 ? 0 : Usage.CostUsd / Requests;

    public double AverageClaude => Mean(ClaudeMicroseconds) / Milli;

    /// <summary>Of those that looked for memories.</summary>
    public double AverageRetrieval => Retrievals == 0 ? 0 : RetrievalMicroseconds / Milli / Retrievals;

    /// <summary>A percentile of the latency, in milliseconds.</summary>
    public double Latency(double share) => Math.Round(Latencies.Percentile(share) / Milli, 3);

    public static RequestFigures Sum(IEnumerable<RequestFigures> parts)
    {
        var sum = new RequestFigures();
        foreach (var part in parts)
        {
            sum.Add(part);
        }

        return sum;
    }

    public void Add(RequestMetrics request)
    {
        Requests++;
        Failed += request.HasFailed ? 1 : 0;
        Refused += request.WasRefused ? 1 : 0;
        Retrievals += request.RetrievalTime > TimeSpan.Zero ? 1 : 0;
        Usage += request.Usage;
        LatencyMicroseconds += Microseconds(request.Latency);
        RetrievalMicroseconds += Microseconds(request.RetrievalTime);
        ClaudeMicroseconds += Microseconds(request.ClaudeTime);
        MemoriesRetrieved += request.MemoriesRetrieved;
        MemoriesCreated += request.MemoriesCreated;
        Latencies.Add(Microseconds(request.Latency));
    }

    public void Add(RequestFigures other)
    {
        Requests += other.Requests;
        Failed += other.Failed;
        Refused += other.Refused;
        Retrievals += other.Retrievals;
        Usage += other.Usage;
        LatencyMicroseconds += other.LatencyMicroseconds;
        RetrievalMicroseconds += other.RetrievalMicroseconds;
        ClaudeMicroseconds += other.ClaudeMicroseconds;
        MemoriesRetrieved += other.MemoriesRetrieved;
        MemoriesCreated += other.MemoriesCreated;
        Latencies.Add(other.Latencies);
    }

    /// <summary>A time as it is stored.</summary>
    public static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    private double Mean(long sum) => Requests == 0 ? 0 : (double)sum / Requests;
}

/// <summary>Figures of an hour.</summary>
/// <param name="Hour">The hour, in hours since 1970 (UTC).</param>
/// <param name="RequestType">What was asked for.</param>
/// <param name="Figures">The sums.</param>
internal sealed record HourFigures(long Hour, string RequestType, RequestFigures Figures)
{
    /// <summary>When it began.</summary>
    public DateTimeOffset Begin => DateTimeOffset.FromUnixTimeSeconds(Hour * 3600);

    /// <summary>The hour that a moment is in.</summary>
    public static long Of(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() / 3_600_000;
}
