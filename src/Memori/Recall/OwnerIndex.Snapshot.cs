using System.Runtime.InteropServices;
using Memori.Recall.Snapshots;

namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    /// <summary>Changes with every change of what is written and how.</summary>
    private const int SnapshotFormat = 2;

    /// <summary>
    /// The index as bytes, of what it holds now alone: of what was removed nothing is left. Conversations lie together in it.
    /// </summary>
    public (ReadOnlyMemory<byte> Content, long Version) Write()
    {
        _lock.EnterReadLock();
        try
        {
            var writer = new SnapshotWriter();
            WriteMark(writer);
            writer.Long(_version);
            writer.Byte(HasPast ? (byte)1 : (byte)0);
            var order = Order();
            writer.Number(order.Length);
            _table.Write(writer, order);
            WriteTerms(writer, order);
            return (writer.Finish(), _version);
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    /// <summary>Fills an empty index with what another <see cref="Write">wrote</see>; false, with nothing changed, when this is no such thing.</summary>
    public bool TryRead(ReadOnlySpan<byte> content)
    {
        var mark = new SnapshotWriter();
        WriteMark(mark);
        var expected = mark.Finish().Span[..^sizeof(long)];
        if (!content.StartsWith(expected) || !SnapshotReader.IsWhole(content))
        {
            return false;
        }

        _lock.EnterWriteLock();
        try
        {
            var reader = new SnapshotReader(content[expected.Length..]);
            var version = reader.Long();
            HasPast = reader.Byte() != 0;
            Count = reader.Int();
            _table.Read(ref reader, Count);
            ReadTerms(ref reader);
            for (var slot = 0; slot < Count; slot++)
            {
                _totalLength += _table.BorrowedLengths[slot];
                if (_table.Kind(slot) == MemoryKind.Conversation)
                {
                    Converse(slot);
                }
            }

            for (var speaker = 1; speaker < _table.SpeakerNames.Count; speaker++)
            {
                _speakers.Add(_table.SpeakerNames[speaker], _table.SpeakerNames.Uses(speaker));
            }

            foreach (var slot in _table.Limited)
            {
                _ends.Enqueue(slot, _table.LifetimeOf(slot).End);
            }

            Settle(areBorrowersKnown: true);
            Interlocked.Exchange(ref _standingVersion, version);
            Interlocked.Exchange(ref _version, version);
            return true;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>What must be equal for one engine to read what another wrote: the format, all code that analyses, the weights that are written.</summary>
    private void WriteMark(SnapshotWriter writer)
    {
        writer.Number(SnapshotFormat);
        writer.Bytes(typeof(OwnerIndex).Module.ModuleVersionId.ToByteArray());
        writer.Long(BitConverter.DoubleToInt64Bits(_options.Importance));
    }

    /// <summary>The slots: conversation by conversation, then the others.</summary>
    private int[] Order()
    {
        var order = new List<int>(Count);
        foreach (var conversation in _conversations.Values)
        {
            order.AddRange(conversation.Turns);
        }

        for (var slot = 0; slot < _table.Count; slot++)
        {
            if (_table.IsUsed(slot) && _table.Conversations[slot] is null)
            {
                order.Add(slot);
            }
        }

        return [.. order];
    }

    private void WriteTerms(SnapshotWriter writer, int[] order)
    {
        var characters = 0;
        for (var term = 0; term < _terms.Count; term++)
        {
            characters += _terms.Memories(term) > 0 ? _terms.Text(term).Length : 0;
        }

        writer.Number(_terms.Used);
        writer.Number(characters);

        // Term by term, in the new order of slots: found by going through the memories in that order.
        var ends = new int[_terms.Count + 1];
        for (var term = 0; term < _terms.Count; term++)
        {
            ends[term + 1] = ends[term] + _terms.Memories(term);
        }

        var postings = GC.AllocateUninitializedArray<uint>(ends[^1]);
        var next = ends.AsSpan(0, _terms.Count).ToArray();
        for (var at = 0; at < order.Length; at++)
        {
            foreach (var occurrence in _table.Terms(order[at]))
            {
                postings[next[Occurrence.Number(occurrence)]++] = Occurrence.Of(at, Occurrence.Count(occurrence));
            }
        }

        for (var term = 0; term < _terms.Count; term++)
        {
            if (_terms.Memories(term) == 0)
            {
                continue;
            }

            writer.Number(_terms.Text(term).Length);
            writer.Characters(_terms.Text(term));
            writer.Number(_terms.Memories(term));
            writer.Number(_terms.Borrowers(term));
            var last = 0;
            foreach (var posting in postings.AsSpan(ends[term]..ends[term + 1]))
            {
                var (slot, count) = (Occurrence.Number(posting), Occurrence.Count(posting));
                writer.Number(((slot - last) << 1) | (count > 1 ? 1 : 0));
                if (count > 1)
                {
                    writer.Byte((byte)count);
                }

                last = slot;
            }
        }
    }

    private void ReadTerms(ref SnapshotReader reader)
    {
        var terms = reader.Int();
        _terms.Reserve(terms, reader.Int());
        var filled = new int[Count];
        for (var term = 0; term < terms; term++)
        {
            var number = _terms.Add(MemoryMarshal.Cast<byte, char>(reader.Bytes(sizeof(char) * reader.Int())));
            var postings = _terms.Allot(number, reader.Int());
            _terms.Borrowers(number) = reader.Int();
            var slot = 0;
            foreach (ref var posting in postings)
            {
                var bits = reader.Int();
                var count = (bits & 1) == 0 ? 1 : reader.Byte();
                slot += bits >> 1;
                posting = Occurrence.Of(slot, count);
                _table.Terms(slot)[filled[slot]++] = Occurrence.Of(number, count);
            }
        }
    }
}
