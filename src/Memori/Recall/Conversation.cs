namespace Memori.Recall;

/// <summary>The turns of one session in order of time.</summary>
internal sealed class Conversation(RecallOptions options)
{
    /// <summary>How much of its terms a turn lends to the turns after it.</summary>
    private static readonly double[] Later = [0.6, 0.4, 0.25, 0.15];

    /// <summary>How much of its terms a turn lends to the turns before it.</summary>
    private static readonly double[] Earlier = [0.35, 0.25, 0.15, 0.1];

    private readonly List<IndexedMemory> _turns = [];

    public IReadOnlyList<IndexedMemory> Turns => _turns;

    /// <summary>How much of a dialogue it is, 0–1: the share of turns that another speaker follows.</summary>
    public double Dialogue { get; private set; }

    /// <summary>How far a turn lends its terms, in turns.</summary>
    public static int Reach => Later.Length;

    /// <summary>What is multiplied with how much a turn lends.</summary>
    public double Lending { get; private set; }

    /// <summary>How much the turn at <paramref name="from"/> lends to the turn at <paramref name="to"/>; 1 for itself.</summary>
    public double Lent(int from, int to) => to == from ? 1 : Lending * (to > from ? Later[to - from - 1] : Earlier[from - to - 1]);

    public void Add(IndexedMemory turn)
    {
        var at = _turns.Count;
        while (at > 0 && IsBefore(turn, _turns[at - 1]))
        {
            at--;
        }

        _turns.Insert(at, turn);
        turn.Conversation = this;
        Renumber(at);
    }

    public void Remove(IndexedMemory turn)
    {
        _turns.RemoveAt(turn.Position);
        Renumber(turn.Position);
    }

    /// <summary>After changes: who speaks with whom, and how long each turn is with what it borrows. Returns by how much they are longer.</summary>
    public double Settle()
    {
        var before = _turns.Sum(turn => turn.BorrowedLength);
        var changes = _turns.Zip(_turns.Skip(1)).Count(pair => pair.First.Memory.Speaker != pair.Second.Memory.Speaker);
        Dialogue = Math.Min(1, 2.0 * changes / Math.Max(1, _turns.Count - 1));
        Lending = Dialogue * options.Neighbours;
        for (var to = 0; to < _turns.Count; to++)
        {
            var length = 0.0;
            for (var from = Math.Max(0, to - Reach); from <= Math.Min(_turns.Count - 1, to + Reach); from++)
            {
                length += Lent(from, to) * _turns[from].Length;
            }

            _turns[to].BorrowedLength = length;
        }

        return _turns.Sum(turn => turn.BorrowedLength) - before;
    }

    private static bool IsBefore(IndexedMemory left, IndexedMemory right) =>
        left.Time < right.Time || (left.Time == right.Time && left.Memory.Sequence < right.Memory.Sequence);

    private void Renumber(int from)
    {
        for (var i = from; i < _turns.Count; i++)
        {
            _turns[i].Position = i;
        }
    }
}
