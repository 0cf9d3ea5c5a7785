namespace Memori.Ledger;

/// <summary>What one or more model calls used, in four disjoint buckets of tokens, and what they cost.</summary>
public readonly record struct TokenUsage
{
    /// <summary>Input tokens that neither wrote nor read the prompt cache.</summary>
    public long InputTokens { get; init; }

    /// <summary>Output tokens.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Input tokens written to the prompt cache.</summary>
    public long CacheCreationInputTokens { get; init; }

    /// <summary>Input tokens read from the prompt cache.</summary>
    public long CacheReadInputTokens { get; init; }

    /// <summary>Cost in picodollars (10⁻¹² USD).</summary>
    public long CostPicodollars { get; init; }

    /// <summary>The sum of the four buckets.</summary>
    public long TotalTokens => InputTokens + OutputTokens + CacheCreationInputTokens + CacheReadInputTokens;

    /// <summary>Cost in USD.</summary>
    public decimal CostUsd => CostPicodollars / 1_000_000_000_000m;

    /// <summary>Adds bucket by bucket.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new()
    {
        InputTokens = left.InputTokens + right.InputTokens,
        OutputTokens = left.OutputTokens + right.OutputTokens,
        CacheCreationInputTokens = left.CacheCreationInputTokens + right.CacheCreationInputTokens,
        CacheReadInputTokens = left.CacheReadInputTokens + right.CacheReadInputTokens,
        CostPicodollars = left.CostPicodollars + right.CostPicodollars,
    };

    /// <summary>The same, taken back.</summary>
    public static TokenUsage operator -(TokenUsage usage) => new()
    {
        InputTokens = -usage.InputTokens,
        OutputTokens = -usage.OutputTokens,
        CacheCreationInputTokens = -usage.CacheCreationInputTokens,
        CacheReadInputTokens = -usage.CacheReadInputTokens,
        CostPicodollars = -usage.CostPicodollars,
    };
}
