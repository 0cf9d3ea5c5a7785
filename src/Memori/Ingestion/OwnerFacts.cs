using Memori.Storage;

namespace Memori.Ingestion;

/// <summary>The keys of one owner's active facts, preferences, rules and skills: derived, disposable, used by one at a time.</summary>
internal sealed class OwnerFacts
{
    private readonly Dictionary<string, (string? Wording, string? Slot)> _keys = [];
    private readonly Dictionary<string, List<string>> _byWording = [];
    private readonly Dictionary<string, List<string>> _bySlot = [];

    public SemaphoreSlim Refreshing { get; } = new(1);

    /// <summary>The owner's version that the keys reflect.</summary>
    public long Version { get; private set; } = -1;

    public long LastUse { get; set; }

    public int Count => _keys.Count;

    public IReadOnlyList<string> WithWording(string? key) => key is null ? [] : [.. _byWording.GetValueOrDefault(key, [])];

    public IReadOnlyList<string> InSlot(string? key) => key is null ? [] : [.. _bySlot.GetValueOrDefault(key, [])];

    public void Reload(long version, IReadOnlyList<Memory> all)
    {
        _keys.Clear();
        _byWording.Clear();
        _bySlot.Clear();
        Apply(new OwnerChanges(version, all, []));
    }

    public void Apply(OwnerChanges changes)
    {
        foreach (var id in changes.Deleted)
        {
            Remove(id);
        }

        foreach (var memory in changes.Written)
        {
            Remove(memory.Id);
            if (memory.Status == MemoryStatus.Active && Reconciliation.Applies(memory.Kind))
            {
                var keys = (Wording: Reconciliation.WordingKey(memory), Slot: Reconciliation.SlotKey(memory));
                _keys[memory.Id] = keys;
                Link(_byWording, keys.Wording, memory.Id);
                Link(_bySlot, keys.Slot, memory.Id);
            }
        }

        Version = changes.Version;
    }

    private void Remove(string id)
    {
        if (_keys.Remove(id, out var keys))
        {
            Unlink(_byWording, keys.Wording, id);
            Unlink(_bySlot, keys.Slot, id);
        }
    }

    private static void Link(Dictionary<string, List<string>> lists, string? key, string id)
    {
        if (key is not null)
        {
            if (!lists.TryGetValue(key, out var list))
            {
                lists[key] = list = [];
            }

            list.Add(id);
        }
    }

    private static void Unlink(Dictionary<string, List<string>> lists, string? key, string id)
    {
        if (key is not null && lists.TryGetValue(key, out var list) && list.Remove(id) && list.Count == 0)
        {
            lists.Remove(key);
        }
    }
}
