namespace Memori.Claude;

/// <summary>How Claude is reached, and how patiently.</summary>
/// <remarks>
/// The guide's <c>ClaudeRetryConfig</c> is expressible: <c>max_retries</c> 3 = <see cref="MaxRetries"/> 3; <c>base_delay</c> 1.0 = <see cref="RetryDelay"/>;
/// <c>max_delay</c> 60 = <see cref="MaxRetryDelay"/>; <c>exponential_base</c> 2 = <see cref="RetryFactor"/>; <c>timeout</c> 30 (60 on the chat route) =
/// <see cref="Timeout"/>. The defaults of the waits are those of the official SDKs, shorter: the API says itself (<c>retry-after</c>) when it wants longer ones,
/// and jitter spreads the rest. The default of <see cref="Timeout"/> is longer: 4,096 tokens of output alone can take a minute.
/// </remarks>
public sealed class ClaudeOptions
{
    /// <summary>The API key. Required; never logged.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where the Messages API is. Default <c>https://api.anthropic.com</c>; a path prefix is kept.</summary>
    public Uri BaseUrl { get; set; } = new("https://api.anthropic.com");

    /// <summary>The model when a request names none: an id or alias of the catalogue. Default <c>claude-sonnet-4-5-20250929</c>.</summary>
    public string Model { get; set; } = "claude-sonnet-4-5-20250929";

    /// <summary><c>max_tokens</c> when a request names none. Default 4096.</summary>
    public int MaxOutputTokens { get; set; } = 4096;

    /// <summary>A JSON file that extends the built-in model catalogue, or null. Default null.</summary>
    public string? CatalogPath { get; set; }

    /// <summary>The time of one attempt: to the whole answer, or to the first event of a stream. Default 120 s; 1 s to 1 h.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>The time of all attempts and the waits between them, to the first event of a stream. Default 300 s; at least <see cref="Timeout"/>, at most 1 day.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>The longest silence inside a response, pings included. Default 30 s; 1 s to 1 h.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Attempts after the first. Default 3; 0 to 10.</summary>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The wait before the first retry, less up to 25 % at random. Default 0.5 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How many times longer each further wait is. Default 2; 1 to 10.</summary>
    public double RetryFactor { get; set; } = 2;

    /// <summary>The longest wait that we choose ourselves. Default 8 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>The longest <c>retry-after</c> that is obeyed; a longer one fails at once. Default 60 s.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many calls within <see cref="BreakerWindow"/> are needed to judge the API's health. Default 10; at least 2.</summary>
    public int BreakerMinimumCalls { get; set; } = 10;

    /// <summary>The share of failed calls that opens the circuit. Default 0.5; above 0, at most 1.</summary>
    public double BreakerFailureRatio { get; set; } = 0.5;

    /// <summary>The window over which failures are counted. Default 30 s; 0.5 s to 1 day.</summary>
    public TimeSpan BreakerWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an open circuit fails at once before one call is let through. Default 15 s; 0.5 s to 1 day.</summary>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How many requests are sent in any 60 s at most, for each credential; 0 for as many as the API's own headers allow. Default 0.</summary>
    public int RequestsPerMinute { get; set; }

    /// <summary>How long a call waits at most for its turn when the API's rate limits hold calls back. Part of <see cref="TotalTimeout"/>. Default 30 s; 0 to 1 h.</summary>
    public TimeSpan MaxPacingWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many calls may wait for their turn; beyond, whoever has most of them waiting gives up the last. Default 1,000; at least 1.</summary>
    public int MaxPacingQueue { get; set; } = 1_000;
}
