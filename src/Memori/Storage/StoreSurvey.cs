namespace Memori.Storage;

/// <summary>All that a store keeps of memories, of every owner, in figures: never content. For those who run the service.</summary>
public sealed record StoreSurvey
{
    /// <summary>How much there is of each status; statuses without any are left out.</summary>
    public required IReadOnlyDictionary<MemoryStatus, MemorySize> ByStatus { get; init; }

    /// <summary>How many owners have memories.</summary>
    public required long Owners { get; init; }

    /// <summary>What was made on each day (UTC) since the day asked for and is still there, the oldest first; days without any are left out.</summary>
    public required IReadOnlyList<KeyValuePair<DateOnly, MemorySize>> ByDay { get; init; }

    /// <summary>The owners with the most tokens, the largest first.</summary>
    public required IReadOnlyList<OwnerSize> Largest { get; init; }

    /// <summary>Active memories beyond the first of each content of an owner: they are word for word the same, in another session, namespace or kind.</summary>
    public required long ExactDuplicates { get; init; }
}

/// <summary>How much some memories are.</summary>
/// <param name="Memories">How many.</param>
/// <param name="Tokens">Estimated tokens of their contents.</param>
/// <param name="Bytes">Bytes of their contents in UTF-8; without vectors, indexes and what else is kept of them.</param>
public readonly record struct MemorySize(long Memories, long Tokens, long Bytes);

/// <summary>How much an owner has.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Size">How much, of every status.</param>
/// <param name="Newest">When the newest was made.</param>
public sealed record OwnerSize(Owner Owner, MemorySize Size, DateTimeOffset Newest);
