namespace Memori.Recall;

/// <summary>The terms of an index, by number, and where each occurs. The texts lie in one array. Not thread-safe.</summary>
internal sealed class TermTable
{
    private readonly Stack<int> _free = new();
    private char[] _texts = [];
    private int _textsUsed;
    private int _textsDead;
    private Entry[] _entries = [];
    private int[] _buckets = [-1];

    /// <summary>Where the lists of occurrences lie, those of the memories too.</summary>
    public NumberHeap Heap { get; } = new();

    /// <summary>How many numbers were ever given.</summary>
    public int Count { get; private set; }

    /// <summary>How many terms there are.</summary>
    public int Used => Count - _free.Count;

    /// <summary>The bytes that it takes, the lists left out.</summary>
    public long Bytes => (_texts.Length * (long)sizeof(char)) + (_entries.Length * (long)Entry.Size) + (_buckets.Length * (long)sizeof(int));

    /// <summary>The number of a term, or -1.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        for (var number = _buckets[BucketOf(text)]; number >= 0; number = _entries[number].Next)
        {
            if (Text(number).SequenceEqual(text))
            {
                return number;
            }
        }

        return -1;
    }

    /// <summary>The number of a term, which may be new.</summary>
    public int FindOrAdd(ReadOnlySpan<char> text)
    {
        var found = Find(text);
        return found >= 0 ? found : Add(text);
    }

    /// <summary>Adds a term that is not there yet.</summary>
    public int Add(ReadOnlySpan<char> text)
    {
        if (!_free.TryPop(out var number))
        {
            number = Count++;
            if (number == _entries.Length)
            {
                Array.Resize(ref _entries, Math.Max(16, number + (number / 2)));
            }
        }

        if (Count > _buckets.Length)
        {
            Rehash(Math.Max(16, _buckets.Length * 2));
        }

        if (_textsUsed + text.Length > _texts.Length)
        {
            MakeRoom(text.Length);
        }

        text.CopyTo(_texts.AsSpan(_textsUsed));
        ref var bucket = ref _buckets[BucketOf(text)];
        _entries[number] = new Entry { Start = _textsUsed, Length = text.Length, Next = bucket };
        bucket = number;
        _textsUsed += text.Length;
        return number;
    }

    /// <summary>Makes room for a number of terms and the characters of their texts, to be added one by one.</summary>
    public void Reserve(int terms, int characters)
    {
        Array.Resize(ref _entries, Math.Max(_entries.Length, terms));
        Array.Resize(ref _texts, Math.Max(_texts.Length, characters));
        Rehash((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, terms)));
    }

    public ReadOnlySpan<char> Text(int number) => _texts.AsSpan(_entries[number].Start, _entries[number].Length);

    /// <summary>Whether it stands for a word of the text rather than for a class or a date.</summary>
    public bool IsWord(int number) => Term.IsWord(_texts[_entries[number].Start]);

    /// <summary>How many memories have it; 0 when no term has the number.</summary>
    public int Memories(int number) => _entries[number].Count;

    /// <summary>How many memories more borrow it from their neighbours.</summary>
    public ref int Borrowers(int number) => ref _entries[number].Borrowers;

    /// <summary>The memories that have it, as <see cref="Occurrence"/>s in order of their slots.</summary>
    public Span<uint> Postings(int number) => Heap[_entries[number].Place, _entries[number].Count];

    /// <summary>Makes room for all the occurrences of a term that has none yet; they are to be filled in, in order.</summary>
    public Span<uint> Allot(int number, int count)
    {
        ref var entry = ref _entries[number];
        (entry.Place, entry.Count) = (Heap.Take(count), count);
        return Heap[entry.Place, count];
    }

    public void AddOccurrence(int number, int slot, int count)
    {
        ref var entry = ref _entries[number];
        entry.Place = Heap.Resize(entry.Place, entry.Count, entry.Count + 1);
        var postings = Heap[entry.Place, ++entry.Count];
        var at = postings.Length > 1 && Occurrence.Number(postings[^2]) > slot ? IndexOf(postings[..^1], slot) : postings.Length - 1;
        postings[at..^1].CopyTo(postings[(at + 1)..]);
        postings[at] = Occurrence.Of(slot, count);
    }

    /// <summary>Takes a memory out; the term goes with its last one.</summary>
    public void RemoveOccurrence(int number, int slot)
    {
        ref var entry = ref _entries[number];
        var postings = Heap[entry.Place, entry.Count];
        var at = IndexOf(postings, slot);
        postings[(at + 1)..].CopyTo(postings[at..]);
        entry.Place = Heap.Resize(entry.Place, entry.Count, entry.Count - 1);
        if (--entry.Count == 0)
        {
            Remove(number);
        }
    }

    private static int IndexOf(Span<uint> postings, int slot)
    {
        var at = postings.BinarySearch(Occurrence.Of(slot, 0));
        return at < 0 ? ~at : at;
    }

    private void Remove(int number)
    {
        ref var link = ref _buckets[BucketOf(Text(number))];
        while (link != number)
        {
            link = ref _entries[link].Next;
        }

        link = _entries[number].Next;
        _textsDead += _entries[number].Length;
        _entries[number] = default;
        _free.Push(number);
    }

    private uint BucketOf(ReadOnlySpan<char> text) => (uint)string.GetHashCode(text, StringComparison.Ordinal) & (uint)(_buckets.Length - 1);

    private void Rehash(int size)
    {
        _buckets = new int[size];
        _buckets.AsSpan().Fill(-1);
        for (var number = 0; number < Count; number++)
        {
            if (_entries[number].Length > 0)
            {
                ref var bucket = ref _buckets[BucketOf(Text(number))];
                _entries[number].Next = bucket;
                bucket = number;
            }
        }
    }

    /// <summary>More room for texts, those of terms that are gone left out.</summary>
    private void MakeRoom(int length)
    {
        var needed = _textsUsed - _textsDead + length;
        var texts = new char[Math.Max(256, needed + (needed / 4))];
        var used = 0;
        for (var number = 0; number < Count; number++)
        {
            if (_entries[number].Length > 0)
            {
                Text(number).CopyTo(texts.AsSpan(used));
                _entries[number].Start = used;
                used += _entries[number].Length;
            }
        }

        (_texts, _textsUsed, _textsDead) = (texts, used, 0);
    }

    private struct Entry
    {
        public const int Size = 24;

        public int Start;
        public int Length;
        public int Next;
        public uint Place;
        public int Count;
        public int Borrowers;
    }
}
