namespace Memori.Recall;

/// <summary>Which memories a search may show: asked once for each. For one thread.</summary>
internal readonly ref struct SeenSlots
{
    private const byte Yes = 1;
    private const byte No = 2;

    private readonly SlotTable _table;
    private readonly Visibility? _visibility;
    private readonly Span<byte> _answers;
    private readonly int _session;
    private readonly int _namespace;
    private readonly int _kinds = -1;

    /// <summary>For one search.</summary>
    /// <param name="table">The memories.</param>
    /// <param name="visibility">Which may be shown; null for all in the table.</param>
    /// <param name="answers">A 0 for each slot.</param>
    public SeenSlots(SlotTable table, Visibility? visibility, Span<byte> answers)
    {
        _table = table;
        _visibility = visibility;
        _answers = answers;
        _session = table.SessionNames.Find(visibility?.SessionId);
        _namespace = table.NamespaceNames.Find(visibility?.Namespace);
        if (visibility?.Kinds is { } kinds)
        {
            _kinds = kinds.Aggregate(0, (bits, kind) => bits | (1 << (int)kind));
        }

        if (visibility?.Except is { Count: > 0 } except)
        {
            // The way from ids to slots is made by whoever needs it first.
            lock (table.Ids)
            {
                foreach (var id in except)
                {
                    if (table.Ids.Find(id) is >= 0 and var slot)
                    {
                        answers[slot] = No;
                    }
                }
            }
        }
    }

    /// <summary>Whether all in the table may be shown.</summary>
    public bool IsAll => _visibility is null;

    public bool this[int slot]
    {
        get
        {
            if (_visibility is null)
            {
                return true;
            }

            ref var answer = ref _answers[slot];
            if (answer == 0)
            {
                answer = IsSeen(_visibility, slot) ? Yes : No;
            }

            return answer == Yes;
        }
    }

    private bool IsSeen(Visibility visibility, int slot) =>
        _table.IsUsed(slot)
        && (visibility.SessionId is null || _table.Session(slot) == 0 || _table.Session(slot) == _session)
        && (visibility.Namespace is null || _table.Namespace(slot) == _namespace)
        && (_kinds & (1 << (int)_table.Kind(slot))) != 0
        && visibility.Admits(_table.LifetimeOf(slot), _table.Time(slot), _table.Created(slot));
}
