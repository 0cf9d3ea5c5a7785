namespace Memori.Claude.Resilience;

/// <summary>What the pipeline needs to know of a call.</summary>
internal sealed record CallTerms
{
    /// <summary>The model, for pacing.</summary>
    public required string Model { get; init; }

    /// <summary>Who asks, for a fair queue.</summary>
    public required string User { get; init; }

    /// <summary>Whose limits of the API count; empty for the service's own key.</summary>
    public string Account { get; init; } = "";

    /// <summary>The expected tokens of input, for pacing.</summary>
    public long InputTokens { get; init; }

    /// <summary>Whether to retry at all.</summary>
    public bool Retry { get; init; } = true;

    /// <summary>The time of one attempt; null for <see cref="ClaudeOptions.Timeout"/>.</summary>
    public TimeSpan? Timeout { get; init; }
}
