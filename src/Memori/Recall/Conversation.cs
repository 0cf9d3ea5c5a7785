namespace Memori.Recall;

/// <summary>The turns of one session in order of time.</summary>
internal sealed class Conversation
{
    private readonly List<IndexedMemory> _turns = [];

    public IReadOnlyList<IndexedMemory> Turns => _turns;

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
