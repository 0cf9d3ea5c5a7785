namespace Memori.Ledger;

/// <summary>A line of the ledger.</summary>
internal sealed record LedgerEntry
{
    public required string Id { get; init; }

    public required DateOnly Day { get; init; }

    public required Payer Payer { get; init; }

    public required string Model { get; init; }

    public required SettlementKind Kind { get; init; }

    /// <summary>Whether nobody settled the reservation in time: a late settlement may still reverse it.</summary>
    public bool IsLost { get; init; }

    /// <summary>How many requests it stands for: 1, 0 when released, -1 in a reversal.</summary>
    public required long Requests { get; init; }

    public required TokenUsage Usage { get; init; }
}

/// <summary>A reservation as it was stored.</summary>
/// <param name="WorstCase">The entry that it becomes when nobody settles it.</param>
/// <param name="Tokens">What is reserved.</param>
internal sealed record OpenReservation(LedgerEntry WorstCase, long Tokens);
