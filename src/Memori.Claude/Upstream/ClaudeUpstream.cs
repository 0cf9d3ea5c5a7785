using Microsoft.Extensions.Logging;

namespace Memori.Claude.Upstream;

/// <summary>
/// The Messages API as everything in the process shares it: its connections, retries, circuit breaker and pace. The chat client and the proxy send through the same one.
/// Thread-safe; dispose it to close its connections.
/// </summary>
public sealed class ClaudeUpstream : IDisposable
{
    /// <summary>The API as <paramref name="options"/> say.</summary>
    public ClaudeUpstream(ClaudeOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null, Func<double>? random = null) => _ = (options, time, loggers, random);

    /// <summary>How it is.</summary>
    public UpstreamHealth Health => throw new NotImplementedException();

    /// <summary>
    /// Sends a request, with retries, and gives the last response, whatever its status, as soon as its headers are there. Its body fails with <c>claude-stalled</c> when it is silent for too long.
    /// </summary>
    /// <exception cref="Resilience.ClaudeException">There was no response: unreachable, timed out, circuit open, no turn in time.</exception>
    public Task<HttpResponseMessage> SendAsync(UpstreamRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc />
    public void Dispose()
    {
    }
}

/// <summary>A request of the Messages API that is passed on as it is.</summary>
public sealed record UpstreamRequest
{
    /// <summary>Makes the request, anew for every attempt: path relative to the base address, headers with credentials, body.</summary>
    public required Func<HttpRequestMessage> Create { get; init; }

    /// <summary>The model, for pacing.</summary>
    public required string Model { get; init; }

    /// <summary>The expected tokens of input, for pacing.</summary>
    public long InputTokens { get; init; }

    /// <summary>Who asks, for a fair queue: one who asks much waits behind those who ask little.</summary>
    public required string User { get; init; }

    /// <summary>Whose limits of the API count: a hash of the credential. Default: the service's own key.</summary>
    public string Account { get; init; } = "";

    /// <summary>Told before each attempt; when it throws, the attempt is not made and nothing is retried. Default: nobody.</summary>
    public Func<CancellationToken, Task>? Attempting { get; init; }

    /// <summary>Told when an attempt ended without a response, and may have cost something. Default: nobody.</summary>
    public Func<Task>? Lost { get; init; }

    /// <summary>Whether to retry at all. Default true.</summary>
    public bool Retry { get; init; } = true;
}

/// <summary>How the API is, as seen from here.</summary>
/// <param name="Circuit"><c>closed</c>, <c>open</c>, <c>half-open</c>.</param>
/// <param name="Waiting">How many calls wait for their turn because of the API's rate limits.</param>
/// <param name="PacedUntil">Until when calls are held back, or null when they aren't.</param>
public sealed record UpstreamHealth(string Circuit, int Waiting, DateTimeOffset? PacedUntil);
