namespace Memori.Claude.Upstream;

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

    /// <summary>
    /// The time of one attempt, to the headers of its response: an answer that is not streamed has them at its end, so that a long one needs more.
    /// Default null: <see cref="ClaudeOptions.Timeout"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }
}
