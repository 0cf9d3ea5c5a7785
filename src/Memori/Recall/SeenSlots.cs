namespace Memori.Recall;

/// <summary>Which memories a search may show: asked once for each. For one thread.</summary>
internal readonly ref struct SeenSlots(SlotTable table, Func<Memory, bool>? isSeen, Span<byte> answers)
{
    private const byte Yes = 1;
    private const byte No = 2;

    private readonly Span<byte> _answers = answers;

    public bool this[int slot]
    {
        get
        {
            if (isSeen is null)
            {
                return true;
            }

            ref var answer = ref _answers[slot];
            if (answer == 0)
            {
                answer = isSeen(table.Memory(slot)) ? Yes : No;
            }

            return answer == Yes;
        }
    }
}
