namespace Memori.Recall;

/// <summary>Which memories of the owners a recall may show. Times in ticks of UTC.</summary>
internal sealed record Visibility
{
    /// <summary>Only those of this session and those of none; null for all.</summary>
    public string? SessionId { get; init; }

    /// <summary>Only those of this namespace; null for all.</summary>
    public string? Namespace { get; init; }

    /// <summary>Only these kinds; null for all.</summary>
    public IReadOnlyCollection<MemoryKind>? Kinds { get; init; }

    /// <summary>Not those with these ids; null for all.</summary>
    public IReadOnlySet<string>? Except { get; init; }

    /// <summary>Only what held then.</summary>
    public long? AsOf { get; init; }

    /// <summary>Only what was on record then.</summary>
    public long? KnownAt { get; init; }

    /// <summary>Whether archived and expired ones are shown.</summary>
    public bool IncludeArchived { get; init; }

    /// <summary>The time of the recall.</summary>
    public required long Now { get; init; }

    /// <summary>Whether more is asked for than what is current.</summary>
    public bool AsksForPast => AsOf is not null || KnownAt is not null || IncludeArchived;

    /// <summary>Whether all that is current is shown.</summary>
    public bool IsEverythingCurrent => !AsksForPast && SessionId is null && Namespace is null && Kinds is null && Except is null;

    public static Visibility Of(Scope scope, RecallRequest request, DateTimeOffset now) => new()
    {
        SessionId = scope.SessionId,
        Namespace = scope.Namespace,
        Kinds = request.Kinds,
        AsOf = request.AsOf?.UtcTicks,
        KnownAt = request.KnownAt?.UtcTicks,
        IncludeArchived = request.IncludeArchived,
        Now = now.UtcTicks,
    };

    /// <summary>Whether a memory is shown.</summary>
    public bool Admits(Memory memory) =>
        (SessionId is null || memory.SessionId is null || memory.SessionId == SessionId)
        && (Namespace is null || memory.Namespace == Namespace)
        && (Kinds is null || Kinds.Contains(memory.Kind))
        && Except?.Contains(memory.Id) != true
        && Admits(Lifetime.Of(memory), (memory.OccurredAt ?? memory.CreatedAt).UtcTicks, memory.CreatedAt.UtcTicks);

    /// <summary>Whether one is shown of such a validity and status.</summary>
    /// <param name="lifetime">Its validity and status.</param>
    /// <param name="time">When it was said, happened or was made.</param>
    /// <param name="created">When it was made.</param>
    public bool Admits(Lifetime lifetime, long time, long created)
    {
        if (!IncludeArchived && (lifetime.Status == MemoryStatus.Archived || (lifetime.ExpiresAt != 0 && lifetime.ExpiresAt <= Now)))
        {
            return false;
        }

        if (lifetime.Status == MemoryStatus.Superseded && AsOf is null && KnownAt is null)
        {
            return false;
        }

        if (KnownAt is { } known && (created > known || (lifetime.SupersededAt != 0 && lifetime.SupersededAt <= known)))
        {
            return false;
        }

        // The end of what was replaced was recorded with its replacement: to whom asks what was on record before, it had none.
        var end = lifetime.ValidTo == 0 || (AsOf is null && KnownAt is not null && lifetime.Status == MemoryStatus.Superseded) ? long.MaxValue : lifetime.ValidTo;
        return AsOf is { } asOf
            ? (lifetime.ValidFrom == 0 ? time : lifetime.ValidFrom) <= asOf && end > asOf
            : end > Now;
    }
}
