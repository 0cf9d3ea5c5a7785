namespace Memori.Lifecycle;

/// <summary>How memories age. Defaults are the guide's where it names one. Conscious memories age only when they are told to expire.</summary>
public sealed class LifecycleOptions
{
    /// <summary>
    /// How long a captured memory of the short layer stays active after it was made, last recalled, or last spoken in its session,
    /// whichever is later. Default 1 hour.
    /// </summary>
    public TimeSpan ShortRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The same for the medium layer. Default 1 day.</summary>
    public TimeSpan MediumRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The same for the long layer. Default 365 days.</summary>
    public TimeSpan LongRetention { get; set; } = TimeSpan.FromDays(365);

    /// <summary>From how many recalls on a memory becomes long-term. Default 5.</summary>
    public int PromotionAccesses { get; set; } = 5;

    /// <summary>From which importance on, as the formula gives it now, a memory becomes long-term. Default 0.8.</summary>
    public double PromotionImportance { get; set; } = 0.8;

    /// <summary>What <see cref="MemoryEngine.ArchiveOldAsync"/> calls old when it is not told. Default 30 days.</summary>
    public TimeSpan ArchiveAge { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long archived conversations, results and context are kept until they are deleted; every other kind is kept for good. Default 30 days.</summary>
    public TimeSpan DeletionDelay { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many captured memories of a user may be active; above it the least important leave first. Default 10,000; 0 for no cap.</summary>
    public int MaximumCaptured { get; set; } = 10_000;

    /// <summary>From which likeness on two captured memories count as the same said twice, above 0 and at most 1. Default 0.9.</summary>
    public double ConsolidationLikeness { get; set; } = 0.9;

    /// <summary>How often all owners are gone through. Default 1 hour.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How often the store is rewritten, so that nothing of what was deleted is left in its files; see <see cref="Storage.IMemoryStore.ScrubAsync"/>.
    /// Default 1 day; zero for never.
    /// </summary>
    public TimeSpan ScrubInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long ended jobs stay listed. Default 30 days.</summary>
    public TimeSpan JobRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>For how many versions of an owner the ids of deleted memories are noted, so that indexes elsewhere can follow. Default 10,000.</summary>
    public long DeletionNotes { get; set; } = 10_000;

    /// <summary>
    /// How long the blocks that were put into conversations are kept to be put there again. Default 30 days; an older conversation goes on as if without them.
    /// </summary>
    public TimeSpan BlockRetention { get; set; } = TimeSpan.FromDays(30);
}
