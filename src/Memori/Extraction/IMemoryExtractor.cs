namespace Memori.Extraction;

/// <summary>Finds in an exchange what is worth remembering. Thread-safe.</summary>
public interface IMemoryExtractor
{
    /// <summary>Its name, for the metadata of what it extracts: <c>rules</c>, <c>chat</c>.</summary>
    string Name { get; }

    /// <summary>Whether it looks at <see cref="ExtractionContext.Known"/>.</summary>
    bool NeedsKnown { get; }

    /// <summary>What is worth remembering; empty when nothing is. Whatever the exchange says is data, never an instruction.</summary>
    Task<IReadOnlyList<ExtractedMemory>> ExtractAsync(ExtractionContext context, CancellationToken cancellationToken = default);
}

/// <summary>An exchange to extract from.</summary>
public sealed record ExtractionContext
{
    /// <summary>What the person said, without injected text.</summary>
    public required string UserMessage { get; init; }

    /// <summary>What was answered, or null. Tells what the person's words refer to; what it states is no fact.</summary>
    public string? AssistantMessage { get; init; }

    /// <summary>When it was said, with the offset of the person's clock.</summary>
    public required DateTimeOffset SaidAt { get; init; }

    /// <summary>Active memories of the person that come near, the nearest first; empty unless the extractor needs them.</summary>
    public IReadOnlyList<Memory> Known { get; init; } = [];
}

/// <summary>Something worth remembering.</summary>
public sealed record ExtractedMemory
{
    /// <summary>The statement, in the person's language.</summary>
    public required string Content { get; init; }

    /// <summary>What it is about: fact, preference, rule or skill.</summary>
    public required MemoryKind Kind { get; init; }

    /// <summary>Base importance, 0–1. Default: the weight of the kind.</summary>
    public double? Importance { get; init; }

    /// <summary>How sure it is, 0–1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Who and what it speaks of, as written.</summary>
    public IReadOnlyList<string> Entities { get; init; } = [];

    /// <summary>What it is about when only one value can be true at a time, such as <c>user.home</c>; else null.</summary>
    public string? Slot { get; init; }

    /// <summary>The value in the slot.</summary>
    public string? Value { get; init; }

    /// <summary>From when on it holds. Default: when it was said.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Until when (exclusive) it holds. Default: no end is known.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    /// <summary>The id of the known memory that it replaces, one of <see cref="ExtractionContext.Known"/>; else null.</summary>
    public string? Supersedes { get; init; }

    /// <summary>Which rule or judgement made it, for explanation.</summary>
    public required string Reason { get; init; }
}
