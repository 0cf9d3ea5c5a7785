namespace Memori.Recall;

/// <summary>The turns of one session in order of time, by their slots.</summary>
internal sealed class Conversation(int number, SlotTable table, RecallOptions options)
{
    /// <summary>How much of its terms a turn lends to the turns after it.</summary>
    private static readonly float[] Later = [0.6f, 0.4f, 0.25f, 0.15f];

    /// <summary>How much of its terms a turn lends to the turns before it.</summary>
    private static readonly float[] Earlier = [0.35f, 0.25f, 0.15f, 0.1f];

    private const double Steps = 8;

    private readonly List<int> _turns = [];
    private readonly float[] _lent = new float[(2 * Reach) + 1];
    private int _changes;
    private int _firstUnsettled;
    private float _lending = -1;

    /// <summary>How far a turn lends its terms, in turns.</summary>
    public const int Reach = 4;

    /// <summary>Its place in the index's table of conversations.</summary>
    public int Number { get; } = number;

    /// <summary>The slots of its turns.</summary>
    public List<int> Turns => _turns;

    /// <summary>How much of a dialogue it is, 0–1: the share of turns that another speaker follows.</summary>
    public double Dialogue { get; private set; }

    /// <summary>How much a turn lends to the turns from <see cref="Reach"/> before it to as many after it; 1 for itself.</summary>
    public ReadOnlySpan<float> Lent => _lent;

    /// <summary>Whether turns lend to each other.</summary>
    public bool Lends { get; private set; }

    /// <summary>From which turn on the last settling changed something.</summary>
    public int SettledFrom { get; private set; }

    /// <summary>How much a turn of a dialogue lends to the one so many turns later (negative: earlier).</summary>
    public static float ShareAt(int distance) => distance > 0 ? Later[distance - 1] : distance < 0 ? Earlier[-distance - 1] : 1;

    public void Add(int turn)
    {
        var at = PlaceFor(turn);
        _changes -= ChangeAt(at);
        _turns.Insert(at, turn);
        _changes += ChangeAt(at) + ChangeAt(at + 1);
        Renumber(at);
    }

    /// <summary>Where a turn that is not in it belongs.</summary>
    public int PlaceFor(int turn)
    {
        var at = _turns.Count;
        while (at > 0 && IsBefore(turn, _turns[at - 1]))
        {
            at--;
        }

        return at;
    }

    public void Remove(int turn)
    {
        var at = table.Positions[turn];
        _changes -= ChangeAt(at) + ChangeAt(at + 1);
        _turns.RemoveAt(at);
        _changes += ChangeAt(at);
        Renumber(at);
    }

    /// <summary>After changes: who speaks with whom, and how long each turn is with what it borrows. Returns by how much they are longer.</summary>
    public double Settle()
    {
        Dialogue = Math.Min(1, 2.0 * _changes / Math.Max(1, _turns.Count - 1));
        var length = 0.0;
        foreach (var turn in _turns)
        {
            length += table.Length(turn);
        }

        // In steps: a turn more must not change what all the others lend.
        var shortness = Math.Clamp(Math.Round(Steps * options.ShortTurn * _turns.Count / Math.Max(1, length)), 1, Steps) / Steps;
        var lending = (float)(Dialogue * shortness * options.Neighbours);
        Lends = lending > 0;
        var first = lending == _lending ? Math.Max(0, _firstUnsettled - Reach) : 0;
        SettledFrom = first;
        (_firstUnsettled, _lending) = (_turns.Count, lending);
        for (var distance = 1; distance <= Reach; distance++)
        {
            _lent[Reach + distance] = lending * ShareAt(distance);
            _lent[Reach - distance] = lending * ShareAt(-distance);
        }

        _lent[Reach] = 1;
        var longer = 0.0;
        for (var to = first; to < _turns.Count; to++)
        {
            var borrowed = 0f;
            for (var from = Math.Max(0, to - Reach); from <= Math.Min(_turns.Count - 1, to + Reach); from++)
            {
                borrowed += _lent[Reach + to - from] * table.Length(_turns[from]);
            }

            longer += borrowed - table.BorrowedLengths[_turns[to]];
            table.SetBorrowedLength(_turns[to], borrowed);
        }

        return longer;
    }

    private bool IsBefore(int left, int right) =>
        table.Time(left) < table.Time(right) || (table.Time(left) == table.Time(right) && table.Sequence(left) < table.Sequence(right));

    /// <summary>1 when the turn at <paramref name="at"/> has another speaker than the one before it.</summary>
    private int ChangeAt(int at) =>
        at > 0 && at < _turns.Count && table.SpeakerNumber(_turns[at - 1]) != table.SpeakerNumber(_turns[at]) ? 1 : 0;

    private void Renumber(int from)
    {
        _firstUnsettled = Math.Min(_firstUnsettled, from);
        for (var i = from; i < _turns.Count; i++)
        {
            table.SetPlace(_turns[i], this, i);
        }
    }
}
