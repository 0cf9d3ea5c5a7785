using Memori.Scoring;

namespace Memori.Lifecycle;

/// <summary>
/// What is due for the memories of one owner at one time. A rule looks at one memory and at when its session was last active;
/// the cap (0 for none) looks at all of them.
/// </summary>
internal sealed class LifecyclePlan(IReadOnlyList<Memory> memories, LifecycleOptions options, int cap, ImportanceScorer importance, DateTimeOffset now)
{
    private readonly Dictionary<string, DateTimeOffset> _lastActive = memories
        .Where(memory => memory.SessionId is not null)
        .GroupBy(memory => memory.SessionId!)
        .ToDictionary(session => session.Key, session => session.Max(LastUse), StringComparer.Ordinal);

    /// <summary>What is due, each memory once.</summary>
    public IEnumerable<(Memory Memory, LifecycleStep Step)> Steps()
    {
        var captured = new List<Memory>();
        var promoted = 0;
        foreach (var memory in memories)
        {
            var due = Due(memory);
            if (due is { } step)
            {
                promoted += step == LifecycleStep.Promote ? 1 : 0;
                yield return (memory, step);
            }
            else if (memory is { Mode: MemoryMode.Auto, Status: MemoryStatus.Active })
            {
                captured.Add(memory);
            }
        }

        var excess = cap > 0 ? captured.Count + promoted - cap : 0;
        if (excess <= 0)
        {
            yield break;
        }

        foreach (var memory in captured.OrderBy(memory => importance.Score(memory, now)).ThenBy(memory => memory.Sequence).Take(excess))
        {
            yield return (memory, IsPassing(memory.Kind) ? LifecycleStep.Delete : LifecycleStep.Archive);
        }
    }

    /// <summary>What is due for the memory by itself, or null.</summary>
    private LifecycleStep? Due(Memory memory) => memory switch
    {
        { Status: MemoryStatus.Active } when memory.ExpiresAt <= now => LifecycleStep.Archive,
        { Mode: MemoryMode.Conscious } => null,
        { Status: MemoryStatus.Archived } when IsPassing(memory.Kind) && now - memory.UpdatedAt >= options.DeletionDelay => LifecycleStep.Delete,
        { Status: not MemoryStatus.Active } => null,
        _ when IsPromoted(memory) => LifecycleStep.Promote,
        _ when now - LastActive(memory) >= Retention(memory.Layer) => LifecycleStep.Archive,
        _ => null,
    };

    /// <summary>Kinds that pass: they are deleted in the end, while every other kind is only put aside.</summary>
    public static bool IsPassing(MemoryKind kind) => kind is MemoryKind.Conversation or MemoryKind.Result or MemoryKind.Context;

    /// <summary>When the memory was made, said or last recalled, whichever is latest.</summary>
    public static DateTimeOffset LastUse(Memory memory) => memory.AccessedAt is { } accessed && accessed > memory.CreatedAt ? accessed : memory.CreatedAt;

    private bool IsPromoted(Memory memory) =>
        memory.Layer != MemoryLayer.Long
        && (memory.AccessCount >= options.PromotionAccesses || importance.Score(memory, now) >= options.PromotionImportance);

    private DateTimeOffset LastActive(Memory memory)
    {
        var last = LastUse(memory);
        return memory.SessionId is { } session && _lastActive.TryGetValue(session, out var active) && active > last ? active : last;
    }

    private TimeSpan Retention(MemoryLayer layer) => layer switch
    {
        MemoryLayer.Short => options.ShortRetention,
        MemoryLayer.Medium => options.MediumRetention,
        _ => options.LongRetention,
    };
}
