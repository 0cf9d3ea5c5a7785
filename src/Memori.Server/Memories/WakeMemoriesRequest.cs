using Memori.Recall;

namespace Memori.Server.Memories;

/// <summary>What to wake with at the start of a session.</summary>
public sealed record WakeMemoriesRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>The session, so that what is bound to it is seen too. Default: all of the user's sessions.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only this partition. Default all.</summary>
    public string? Namespace { get; init; }

    /// <summary>The most estimated tokens that the contents may take together. Default 1,000.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>How many at most, 1–1000. Default 50.</summary>
    public int? Limit { get; init; }

    /// <summary>Only these kinds. Default rule, preference, config, fact, skill and context.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    internal WakeRequest ToWake()
    {
        var usual = new WakeRequest();
        return usual with
        {
            TokenBudget = TokenBudget ?? usual.TokenBudget,
            Limit = Limit ?? usual.Limit,
            Kinds = MemoryWords.ParseAll<MemoryKind>(Kinds, "kind") ?? usual.Kinds,
        };
    }
}

/// <summary>The working set.</summary>
/// <param name="Memories">Rules and preferences first, each group by importance.</param>
/// <param name="Tokens">The estimated tokens of their contents.</param>
public sealed record WorkingSetDocument(IReadOnlyList<MemoryDocument> Memories, int Tokens)
{
    /// <summary>The document of a working set.</summary>
    public static WorkingSetDocument From(IReadOnlyList<Memory> memories) =>
        new([.. memories.Select(MemoryDocument.From)], memories.Sum(memory => memory.TokenCount));
}
