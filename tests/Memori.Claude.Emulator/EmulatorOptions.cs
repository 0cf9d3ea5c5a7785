using Memori.Claude.Emulator.Limits;
using Memori.Claude.Emulator.Replies;

namespace Memori.Claude.Emulator;

/// <summary>How the emulator behaves.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The only key it accepts; null for any that is not empty. Default null.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The clock of the cache and of retirements. Default: a clock that stands at 2026-11-22 12:00 UTC.</summary>
    public TimeProvider Time { get; init; } = new StandingClock();

    /// <summary>How many tokens a prefix needs to be cached. Default 1024.</summary>
    public int MinCacheTokens { get; init; } = 1024;

    /// <summary>How many tokens any model makes of a text, in place of what is emulated for each; null for that. Default null.</summary>
    public double? TokenFactor { get; init; }

    /// <summary>The greatest body, in bytes. Default 32 MB.</summary>
    public int MaxBodyBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>The rate limits of each key, enforced with 429 and told in headers; null for none. Default null.</summary>
    public RateLimits? Limits { get; init; }

    /// <summary>Whether answers are compressed for callers who accept gzip. Default false.</summary>
    public bool Compress { get; init; }

    /// <summary>Whether fields that the API does not know are let through, as those of a later version would be. Default false.</summary>
    public bool TakesUnknownFields { get; init; }

    /// <summary>What counting tokens is answered with; null for the count. Default null.</summary>
    public FaultReply? CountingFault { get; init; }

    /// <summary>How long it takes until it begins to answer a message, in real time. Default no time.</summary>
    public TimeSpan Latency { get; init; }

    private sealed class StandingClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    }
}
