namespace Memori;

/// <summary>Which memories to list, the newest first.</summary>
public sealed record MemoryFilter
{
    /// <summary>Only these kinds. Default: all.</summary>
    public IReadOnlyCollection<MemoryKind>? Kinds { get; init; }

    /// <summary>Only with this status; null for every status. Default: active.</summary>
    public MemoryStatus? Status { get; init; } = MemoryStatus.Active;

    /// <summary>Only those whose place this memory took. Default: all.</summary>
    public string? SupersededBy { get; init; }

    /// <summary>Only of this owner: the user or a granted shared owner. Default: all that the scope sees.</summary>
    public Owner? Owner { get; init; }

    /// <summary>How many to pass over. Default 0.</summary>
    public int Offset { get; init; }

    /// <summary>How many at most. Default 100.</summary>
    public int Limit { get; init; } = 100;
}
