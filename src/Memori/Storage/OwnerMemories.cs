using System.Collections.Immutable;

namespace Memori.Storage;

/// <summary>The memories of one owner in an <see cref="InMemoryStore"/>. Immutable: each change gives the memories as they are after it.</summary>
internal sealed partial record OwnerMemories
{
    private ImmutableDictionary<string, Entry> ById { get; init; } = ImmutableDictionary.Create<string, Entry>(StringComparer.Ordinal);
    private ImmutableDictionary<string, string> Aliases { get; init; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
    private ImmutableDictionary<string, ImmutableArray<string>> ByContent { get; init; } = ImmutableDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);
    private ImmutableList<(long Version, string Id)> Deletions { get; init; } = [];

    public static OwnerMemories Empty { get; } = new();

    public long Version { get; private init; }

    /// <summary>Up to this version the notes of deletions were dropped.</summary>
    private long PurgedVersion { get; init; }

    public Memory? Find(string id) => ById.GetValueOrDefault(Aliases.GetValueOrDefault(id, id))?.Memory;

    public Memory? FindExact(string id) => ById.GetValueOrDefault(id)?.Memory;

    public (OwnerMemories After, Memory Stored) Append(Memory memory, string contentKey)
    {
        if (Find(memory.Id) is { } known)
        {
            return (this, known);
        }

        // Nobody takes an id away by claiming that it was merged.
        if (memory.MergedIds.Any(id => id == memory.Id || Find(id) is not null))
        {
            memory = memory with { MergedIds = [.. memory.MergedIds.Where(id => id != memory.Id && Find(id) is null)] };
        }

        var stored = FindEqual(memory, contentKey) is { } equal ? MemoryMerge.Merge(equal, memory) : memory with { Sequence = Version + 1 };
        return ((this with { Version = Version + 1 }).Put(stored, contentKey), stored);
    }

    public (OwnerMemories After, Memory? Stored) Update(string id, Func<Memory, (Memory Memory, string ContentKey)?> change)
    {
        if (Find(id) is not { } known || change(known) is not { } changed)
        {
            return (this, null);
        }

        var stored = changed.Memory with { Id = known.Id, Owner = known.Owner, Sequence = known.Sequence, MergedIds = known.MergedIds };
        return ((this with { Version = Version + 1 }).Put(stored, changed.ContentKey), stored);
    }

    public OwnerMemories Delete(IReadOnlyCollection<Memory> memories)
    {
        var after = this with { Version = Version + 1 };
        foreach (var memory in memories)
        {
            after = after.Unlink(memory.Id);
            after = after with
            {
                ById = after.ById.Remove(memory.Id),
                Aliases = after.Aliases.RemoveRange(memory.MergedIds),
                Deletions = after.Deletions.Add((after.Version, memory.Id)),
                Vectors = after.Vectors.Forget(memory.Id),
            };
        }

        return after;
    }

    public OwnerMemories Touch(IReadOnlyDictionary<string, int> accesses, DateTimeOffset at)
    {
        var touched = ById.ToBuilder();
        foreach (var (id, count) in accesses)
        {
            if (touched.TryGetValue(id, out var entry))
            {
                var last = entry.Memory.AccessedAt is { } earlier && earlier > at ? earlier : at;
                touched[id] = entry with { Memory = entry.Memory with { AccessCount = entry.Memory.AccessCount + count, AccessedAt = last } };
            }
        }

        return this with { ById = touched.ToImmutable() };
    }

    public OwnerChanges Changes(long since) => since == 0 || since < PurgedVersion
        ? new OwnerChanges(Version, Written(0), []) { Complete = true }
        : new OwnerChanges(Version, Written(since), [.. Deletions.Where(deletion => deletion.Version > since).Select(deletion => deletion.Id)]);

    public (OwnerMemories After, int Count) PurgeDeletions(long keep)
    {
        var upTo = Version - keep;
        var kept = Deletions.RemoveAll(deletion => deletion.Version <= upTo);
        return kept.Count == Deletions.Count
            ? (this, 0)
            : (this with { Deletions = kept, PurgedVersion = upTo }, Deletions.Count - kept.Count);
    }

    public List<Memory> Written(long since) =>
        [.. ById.Values.Where(entry => entry.Version > since).Select(entry => entry.Memory).OrderBy(memory => memory.Sequence)];

    private Memory? FindEqual(Memory memory, string contentKey) => ByContent.GetValueOrDefault(contentKey, [])
        .Select(id => ById[id].Memory)
        .Where(equal => memory.Status == MemoryStatus.Active && equal.Status == MemoryStatus.Active && equal.Kind == memory.Kind
            && equal.SessionId == memory.SessionId && equal.Namespace == memory.Namespace)
        .MinBy(equal => equal.Sequence);

    private OwnerMemories Put(Memory memory, string contentKey)
    {
        var after = Unlink(memory.Id);
        return after with
        {
            ById = after.ById.SetItem(memory.Id, new Entry(memory, contentKey, Version)),
            ByContent = after.ByContent.SetItem(contentKey, after.ByContent.GetValueOrDefault(contentKey, []).Add(memory.Id)),
            Aliases = after.Aliases.SetItems(memory.MergedIds.Select(alias => KeyValuePair.Create(alias, memory.Id))),
        };
    }

    private OwnerMemories Unlink(string id)
    {
        if (!ById.TryGetValue(id, out var entry))
        {
            return this;
        }

        var others = ByContent[entry.ContentKey].Remove(id);
        return this with { ByContent = others.IsEmpty ? ByContent.Remove(entry.ContentKey) : ByContent.SetItem(entry.ContentKey, others) };
    }

    /// <summary>A memory with its content key and the version of its last change.</summary>
    private sealed record Entry(Memory Memory, string ContentKey, long Version);
}
