using System.Runtime.CompilerServices;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>
/// Keeps the indexes of the schemas that were asked last, within a bound: every kind of caller sees a schema of its own, and each has an index.
/// One that had to give way is built again when it is asked for. Thread-safe.
/// </summary>
public sealed class DatabaseIndexCache
{
    // About 250 MB of indexes; one is kept in any case.
    private const long MostWeight = 1_000_000;

    // Keyed by the instance: the hash of a schema says nothing of its values, which the index holds too.
    private readonly ConditionalWeakTable<DatabaseSchema, Slot> _slots = [];
    private readonly LinkedList<Slot> _recent = [];
    private readonly Lock _lock = new();
    private readonly long _mostWeight;
    private long _weight;

    /// <summary>Creates a cache of about 250 MB at most.</summary>
    public DatabaseIndexCache()
        : this(MostWeight)
    {
    }

    /// <summary>Creates a cache of so many columns and values at most.</summary>
    internal DatabaseIndexCache(long mostWeight) => _mostWeight = mostWeight;

    /// <summary>How many indexes are kept.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _recent.Count;
            }
        }
    }

    /// <summary>The index of <paramref name="schema"/>, built on first use.</summary>
    public DatabaseIndex Get(DatabaseSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var slot = _slots.GetValue(schema, static _ => new Slot());
        DatabaseIndex index;

        // One builds, others who ask for the same wait for it.
        lock (slot)
        {
            index = slot.Index ??= DatabaseIndex.Build(schema);
        }

        Touch(slot, index);
        return index;
    }

    private void Touch(Slot slot, DatabaseIndex index)
    {
        lock (_lock)
        {
            if (slot.Place is { } place)
            {
                _recent.Remove(place);
            }
            else
            {
                _weight += index.Weight;
            }

            slot.Weight = index.Weight;
            slot.Index = index;
            slot.Place = _recent.AddFirst(slot);
            while (_weight > _mostWeight && _recent.Count > 1)
            {
                var last = _recent.Last!.Value;
                _recent.RemoveLast();
                _weight -= last.Weight;
                (last.Index, last.Place) = (null, null);
            }
        }
    }

    private sealed class Slot
    {
        public DatabaseIndex? Index { get; set; }

        public long Weight { get; set; }

        public LinkedListNode<Slot>? Place { get; set; }
    }
}
