namespace Memori.Storage;

/// <summary>Which memories of an owner a store is to list.</summary>
public sealed record MemoryQuery
{
    /// <summary>Only those of this session and those of none; null for all.</summary>
    public string? SessionId { get; init; }

    /// <summary>Whether <see cref="SessionId"/> leaves those of no session out. Default: no.</summary>
    public bool OnlySession { get; init; }

    /// <summary>Only of this namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Only these kinds; null for all.</summary>
    public IReadOnlyCollection<MemoryKind>? Kinds { get; init; }

    /// <summary>Only with this status; null for all.</summary>
    public MemoryStatus? Status { get; init; }

    /// <summary>Only those that came to be so; null for all.</summary>
    public MemoryMode? Mode { get; init; }

    /// <summary>Only those that expire before then; null for all.</summary>
    public DateTimeOffset? ExpiresBefore { get; init; }

    /// <summary>Only those whose place this memory took; null for all.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Whether those of the greatest base importance come first, the newest first among equals. Default: the newest first.</summary>
    public bool MostImportantFirst { get; init; }

    /// <summary>
    /// Only those that come later in the list than this one, which may be gone meanwhile: the way to go through many memories page by page,
    /// each page at the same small cost. Null: from the first. Only when the newest come first.
    /// </summary>
    public MemoryPosition? After { get; init; }

    /// <summary>How many to pass over. Default 0. Costs as much as reading them: see <see cref="After"/>.</summary>
    public int Offset { get; init; }

    /// <summary>How many at most. Default: all.</summary>
    public int Limit { get; init; } = int.MaxValue;
}

/// <summary>Where a memory stands in a list, the newest first.</summary>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Sequence">Its order of making.</param>
public readonly record struct MemoryPosition(DateTimeOffset CreatedAt, long Sequence)
{
    /// <summary>The position of <paramref name="memory"/>.</summary>
    public static MemoryPosition Of(Memory memory) => new(memory.CreatedAt, memory.Sequence);
}
