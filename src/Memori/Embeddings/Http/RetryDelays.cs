using System.Net.Http.Headers;

namespace Memori.Embeddings.Http;

/// <summary>How long to wait before a request is tried again. Thread-safe.</summary>
internal sealed class RetryDelays(HttpEmbeddingOptions options, TimeProvider time)
{
    private readonly Random _random = new();

    /// <summary>The wait after an attempt that failed; null when another would be useless.</summary>
    /// <param name="attempt">The number of the attempt, from 1.</param>
    /// <param name="asked">What the service asked for.</param>
    /// <param name="fault">Why it failed.</param>
    public TimeSpan? Before(int attempt, RetryConditionHeaderValue? asked, MemoriException fault)
    {
        if (fault.Kind is not (FaultKind.Unavailable or FaultKind.Timeout))
        {
            return null;
        }

        if ((asked?.Delta ?? asked?.Date - time.GetUtcNow()) is { } wanted)
        {
            return wanted > options.LongestRetryDelay ? null : wanted > TimeSpan.Zero ? wanted : TimeSpan.Zero;
        }

        var full = Math.Min(options.LongestRetryDelay.TotalMilliseconds, options.RetryDelay.TotalMilliseconds * Math.Pow(2, attempt - 1));
        return TimeSpan.FromMilliseconds(full * (1 + Share()) / 2);
    }

    private double Share()
    {
        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
