namespace Memori.Storage;

/// <summary>Which memories of an owner a store is to list.</summary>
public sealed record MemoryQuery
{
    /// <summary>Only those of this session and those of none; null for all.</summary>
    public string? SessionId { get; init; }

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

    /// <summary>How many to pass over. Default 0.</summary>
    public int Offset { get; init; }

    /// <summary>How many at most. Default: all.</summary>
    public int Limit { get; init; } = int.MaxValue;
}
