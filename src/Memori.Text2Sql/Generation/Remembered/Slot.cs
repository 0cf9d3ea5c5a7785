namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>What stands in a slot of a question.</summary>
internal enum SlotKind
{
    Time,
    Value,
    Number,
}

/// <summary>A slot: a period, a value of the database or a number.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The words of the question.</param>
/// <param name="From">For a period, its first day; the first day of all when it is open.</param>
/// <param name="To">For a period, the day after its last; the last day of all when it is open.</param>
internal sealed record Slot(SlotKind Kind, string Text, DateOnly? From = null, DateOnly? To = null)
{
    /// <summary>For a period, whether it goes on to the day of asking.</summary>
    public bool ReachesNow { get; init; }

    /// <summary>Whether it has no beginning (before 2023).</summary>
    public bool IsOpenStart => From == DateOnly.MinValue;

    /// <summary>Whether it has no end (since 2023).</summary>
    public bool IsOpenEnd => To == DateOnly.MaxValue;

    /// <summary>A number without the separators of its thousands.</summary>
    public string Number => Text.Replace(",", "", StringComparison.Ordinal);

    /// <summary>Its mark in a shape: periods that are open on different sides ask different things.</summary>
    public string Mark => Kind switch
    {
        SlotKind.Value => "⟨value⟩",
        SlotKind.Number => "⟨number⟩",
        _ when IsOpenStart => "⟨until⟩",
        _ when IsOpenEnd => "⟨since⟩",
        _ => "⟨time⟩",
    };

    /// <summary>Whether the slot of another question of the same shape holds the same.</summary>
    public bool IsSame(Slot other) => Kind switch
    {
        SlotKind.Time => From == other.From && To == other.To,
        SlotKind.Number => Number == other.Number,
        _ => Text.Equals(other.Text, StringComparison.OrdinalIgnoreCase),
    };
}
