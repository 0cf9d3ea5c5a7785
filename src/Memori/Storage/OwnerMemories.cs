namespace Memori.Storage;

/// <summary>The memories of one owner in an <see cref="InMemoryStore"/>, under its lock.</summary>
internal sealed partial class OwnerMemories
{
    private readonly Dictionary<string, Entry> _byId = [];
    private readonly Dictionary<string, string> _aliases = [];
    private readonly Dictionary<string, HashSet<string>> _byContent = [];
    private readonly List<(long Version, string Id)> _deleted = [];

    public long Version { get; private set; }

    public Entry? Find(string id) => _byId.GetValueOrDefault(_aliases.GetValueOrDefault(id, id));

    public Memory Append(Memory memory, string contentKey)
    {
        if (Find(memory.Id) is { } known)
        {
            return known.Memory;
        }

        Version++;
        if (FindEqual(memory, contentKey) is { } equal)
        {
            return Put(MemoryMerge.Merge(equal.Memory, memory), contentKey);
        }

        return Put(memory with { Sequence = Version }, contentKey);
    }

    public Memory? Update(string id, Func<Memory, (Memory Memory, string ContentKey)?> change)
    {
        if (Find(id) is not { Memory: var known } || change(known) is not { } changed)
        {
            return null;
        }

        Version++;
        return Put(
            changed.Memory with { Id = known.Id, Owner = known.Owner, Sequence = known.Sequence, MergedIds = known.MergedIds },
            changed.ContentKey);
    }

    public int Delete(IReadOnlyList<Memory> memories)
    {
        Version++;
        foreach (var memory in memories)
        {
            Unlink(memory.Id);
            _byId.Remove(memory.Id);
            _embeddings.Forget(memory.Id);
            _deleted.Add((Version, memory.Id));
            foreach (var alias in memory.MergedIds)
            {
                _aliases.Remove(alias);
            }
        }

        return memories.Count;
    }

    public void Touch(IReadOnlyDictionary<string, int> accesses, DateTimeOffset at)
    {
        foreach (var (id, count) in accesses)
        {
            if (_byId.TryGetValue(id, out var entry))
            {
                var last = entry.Memory.AccessedAt is { } earlier && earlier > at ? earlier : at;
                _byId[id] = entry with { Memory = entry.Memory with { AccessCount = entry.Memory.AccessCount + count, AccessedAt = last } };
            }
        }
    }

    public List<Memory> Written(long since) =>
        [.. _byId.Values.Where(entry => entry.Version > since).Select(entry => entry.Memory).OrderBy(memory => memory.Sequence)];

    public List<string> Deleted(long since) =>
        since == 0 ? [] : [.. _deleted.Where(deletion => deletion.Version > since).Select(deletion => deletion.Id)];

    private Entry? FindEqual(Memory memory, string contentKey) => _byContent.GetValueOrDefault(contentKey, [])
        .Select(id => _byId[id])
        .Where(entry => entry.Memory.Status == MemoryStatus.Active && entry.Memory.Kind == memory.Kind
            && entry.Memory.SessionId == memory.SessionId && entry.Memory.Namespace == memory.Namespace)
        .MinBy(entry => entry.Memory.Sequence);

    private Memory Put(Memory memory, string contentKey)
    {
        Unlink(memory.Id);
        _byId[memory.Id] = new Entry(memory, contentKey, Version);
        if (!_byContent.TryGetValue(contentKey, out var equals))
        {
            _byContent[contentKey] = equals = [];
        }

        equals.Add(memory.Id);
        foreach (var alias in memory.MergedIds)
        {
            _aliases[alias] = memory.Id;
        }

        return memory;
    }

    private void Unlink(string id)
    {
        if (_byId.TryGetValue(id, out var entry) && _byContent.TryGetValue(entry.ContentKey, out var equals) && equals.Remove(id) && equals.Count == 0)
        {
            _byContent.Remove(entry.ContentKey);
        }
    }

    /// <summary>A memory with its content key and the version of its last change.</summary>
    internal sealed record Entry(Memory Memory, string ContentKey, long Version);
}
