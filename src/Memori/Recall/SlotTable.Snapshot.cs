using Memori.Recall.Snapshots;

namespace Memori.Recall;

internal sealed partial class SlotTable
{
    /// <summary>Times are mostly whole milliseconds.</summary>
    private const long Millisecond = TimeSpan.TicksPerMillisecond;

    /// <summary>Writes the memories in an order of slots, in which they get new ones from 0 on.</summary>
    public void Write(SnapshotWriter writer, ReadOnlySpan<int> order)
    {
        WriteNames(writer, order, SessionNames, _sessions);
        WriteNames(writer, order, NamespaceNames, _namespaces);
        WriteNames(writer, order, SpeakerNames, _speakers);
        var unit = Millisecond;
        var idBytes = 0;
        foreach (var slot in order)
        {
            unit = _times[slot] % Millisecond == 0 && _created[slot] % Millisecond == 0 ? unit : 1;
            idBytes += Ids.Encoded(slot).Length;
        }

        writer.Long(unit);
        var (sequence, time, created) = (0L, 0L, 0L);
        foreach (var slot in order)
        {
            writer.Byte((byte)((int)_kinds[slot] | ((int)_marks[slot] << 5)));
            writer.Difference(_sequences[slot] - sequence);
            writer.Difference((_times[slot] - time) / unit);
            writer.Difference((_created[slot] - created) / unit);
            (sequence, time, created) = (_sequences[slot], _times[slot], _created[slot]);
            writer.Float(_lengths[slot]);
            writer.Float(_boosts[slot]);
            writer.Number(_termCounts[slot]);
        }

        writer.Number(idBytes);
        foreach (var slot in order)
        {
            writer.Bytes(Ids.Encoded(slot));
        }

        writer.Number(_lifetimes.Count);
        for (var at = 0; at < order.Length && _lifetimes.Count > 0; at++)
        {
            if (_lifetimes.TryGetValue(order[at], out var lifetime))
            {
                writer.Number(at);
                writer.Byte((byte)lifetime.Status);
                writer.Long(lifetime.ValidFrom);
                writer.Long(lifetime.ValidTo);
                writer.Long(lifetime.SupersededAt);
                writer.Long(lifetime.ExpiresAt);
            }
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote into an empty table; room for the terms is made, to be filled in.</summary>
    public void Read(ref SnapshotReader reader, int count)
    {
        Count = count;
        Resize(count);
        ReadNames(ref reader, SessionNames, _sessions);
        ReadNames(ref reader, NamespaceNames, _namespaces);
        ReadNames(ref reader, SpeakerNames, _speakers);
        var unit = reader.Long();
        var (sequence, time, created) = (0L, 0L, 0L);
        for (var slot = 0; slot < count; slot++)
        {
            var bits = reader.Byte();
            _kinds[slot] = (MemoryKind)(bits & 31);
            _marks[slot] = (TurnMarks)(bits >> 5);
            _sequences[slot] = sequence += reader.Difference();
            _times[slot] = time += reader.Difference() * unit;
            _created[slot] = created += reader.Difference() * unit;
            _lengths[slot] = _borrowedLengths[slot] = reader.Float();
            _boosts[slot] = reader.Float();
            _termCounts[slot] = reader.Int();
            _termPlaces[slot] = heap.Take(_termCounts[slot]);
        }

        var ids = reader.Bytes(reader.Int());
        Ids.Reserve(count, ids.Length);
        for (var slot = 0; slot < count; slot++)
        {
            var length = IdTable.LengthAt(ids);
            Ids.Add(slot, ids[..length]);
            ids = ids[length..];
        }

        for (var left = reader.Int(); left > 0; left--)
        {
            _lifetimes[reader.Int()] = new Lifetime((MemoryStatus)reader.Byte(), reader.Long(), reader.Long(), reader.Long(), reader.Long());
        }
    }

    /// <summary>The slots of which <see cref="LifetimeOf"/> is not the plain one.</summary>
    public IEnumerable<int> Limited => _lifetimes.Keys;

    private static void WriteNames(SnapshotWriter writer, ReadOnlySpan<int> order, NameTable names, int[] column)
    {
        // Only names in use, by new numbers in the order of their first use.
        var numbers = new int[names.Count];
        var used = new List<string>();
        foreach (var slot in order)
        {
            if (column[slot] > 0 && numbers[column[slot]] == 0)
            {
                used.Add(names[column[slot]]!);
                numbers[column[slot]] = used.Count;
            }
        }

        writer.Number(used.Count);
        foreach (var name in used)
        {
            writer.Text(name);
        }

        // Neighbours mostly share their session: a run of equal ones is written once.
        for (var at = 0; at < order.Length;)
        {
            var from = at;
            while (at < order.Length && column[order[at]] == column[order[from]])
            {
                at++;
            }

            writer.Number(numbers[column[order[from]]]);
            writer.Number(at - from);
        }
    }

    private void ReadNames(ref SnapshotReader reader, NameTable names, int[] column)
    {
        var used = reader.Int();
        for (var i = 0; i < used; i++)
        {
            names.Take(reader.Text());
        }

        for (var slot = 0; slot < Count;)
        {
            var (number, run) = (reader.Int(), reader.Int());
            column.AsSpan(slot, run).Fill(number);
            names.Take(number, run);
            slot += run;
        }

        // They were taken once to get their numbers.
        for (var number = 1; number <= used; number++)
        {
            names.Release(number);
        }
    }
}
