namespace Memori.Claude.Models;

/// <summary>What a model costs from a day on, for prompts up to a length. USD per million tokens.</summary>
public sealed record ModelPrice
{
    /// <summary>The first day (UTC) on which it holds. Default: always.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>The longest prompt, cache included, that it holds for; the rate is for every token of the request. Default: any.</summary>
    public long UpToPromptTokens { get; init; } = long.MaxValue;

    /// <summary>Input that neither wrote nor read the cache.</summary>
    public required decimal Input { get; init; }

    /// <summary>Output.</summary>
    public required decimal Output { get; init; }

    /// <summary>Input written to the cache for five minutes. Default 1.25 × input.</summary>
    public decimal? CacheWrite5m { get; init; }

    /// <summary>Input written to the cache for an hour. Default 2 × input.</summary>
    public decimal? CacheWrite1h { get; init; }

    /// <summary>Input read from the cache. Default 0.1 × input.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary><see cref="CacheWrite5m"/>, or its default.</summary>
    public decimal CacheWrite5mOrDefault => CacheWrite5m ?? Input * 1.25m;

    /// <summary><see cref="CacheWrite1h"/>, or its default.</summary>
    public decimal CacheWrite1hOrDefault => CacheWrite1h ?? Input * 2m;

    /// <summary><see cref="CacheRead"/>, or its default.</summary>
    public decimal CacheReadOrDefault => CacheRead ?? Input * 0.1m;
}
