using System.Diagnostics.Metrics;

namespace Memori.Claude.Telemetry;

/// <summary>What happens between us and the API besides answers, in the meter <c>Memori.Claude</c>.</summary>
internal static class UpstreamMetrics
{
    private static readonly Meter Meter = new("Memori.Claude");

    private static readonly Counter<long> Retried = Meter.CreateCounter<long>("memori.claude.retries", "{attempt}", "Attempts made again, by the error.type of the one before");

    private static readonly Counter<long> Opened = Meter.CreateCounter<long>("memori.claude.circuit.opened", "{time}", "How often the circuit breaker opened");

    private static readonly Counter<long> Cached = Meter.CreateCounter<long>("memori.cache.requests", "{request}", "Questions to the cache of answers, by memori.cache.result hit or miss");

    public static void Retry(string code) => Retried.Add(1, new KeyValuePair<string, object?>(Memori.Telemetry.Spans.ErrorType, code));

    public static void Open() => Opened.Add(1);

    public static void Ask(bool isHit) => Cached.Add(1, new KeyValuePair<string, object?>("memori.cache.result", isHit ? "hit" : "miss"));
}
