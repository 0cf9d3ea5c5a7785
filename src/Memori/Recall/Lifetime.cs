namespace Memori.Recall;

/// <summary>Whether and until when a memory holds. Times in ticks of UTC; 0 for none given.</summary>
internal readonly record struct Lifetime(MemoryStatus Status, long ValidFrom, long ValidTo, long SupersededAt, long ExpiresAt)
{
    /// <summary>Active, from when it was said or made, with no end.</summary>
    public static Lifetime Plain { get; }

    /// <summary>When it ends or expires, whichever is first; the end of time when neither is known.</summary>
    public long End => Math.Min(ValidTo == 0 ? long.MaxValue : ValidTo, ExpiresAt == 0 ? long.MaxValue : ExpiresAt);

    public static Lifetime Of(Memory memory) => new(
        memory.Status,
        memory.ValidFrom?.UtcTicks ?? 0,
        memory.ValidTo?.UtcTicks ?? 0,
        memory.SupersededAt?.UtcTicks ?? 0,
        memory.ExpiresAt?.UtcTicks ?? 0);

    /// <summary>Whether it is active and has neither ended nor expired.</summary>
    public bool IsCurrent(long now) => Status == MemoryStatus.Active && End > now;
}
