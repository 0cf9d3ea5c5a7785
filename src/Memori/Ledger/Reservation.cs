using Memori.Measuring;

namespace Memori.Ledger;

/// <summary>What one attempt of a model call may use at worst: asked for before it is made.</summary>
public sealed record ReservationRequest
{
    /// <summary>Who pays.</summary>
    public required Payer Payer { get; init; }

    /// <summary>The model that is asked.</summary>
    public required string Model { get; init; }

    /// <summary>The worst case in tokens of all four buckets: the input and <c>max_tokens</c>.</summary>
    public required long Tokens { get; init; }

    /// <summary>The part of <see cref="Tokens"/> that is output: only says in which bucket a lost attempt is entered. Default 0.</summary>
    public long OutputTokens { get; init; }

    /// <summary>What these cost at worst, in picodollars.</summary>
    public required long CostPicodollars { get; init; }

    /// <summary>How long the attempt may take at most. An attempt that nobody settled a minute after that counts as lost, at its worst case.</summary>
    public required TimeSpan Lifetime { get; init; }
}

/// <summary>Tokens set aside for one attempt, until it is settled.</summary>
/// <param name="Id">Its id (UUIDv7), the id of the ledger's entry too.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Deadline">When the attempt must have ended.</param>
public sealed record Reservation(string Id, ReservationRequest Request, DateTimeOffset Deadline)
{
    /// <summary>The request that it was made for, which is told of its settlement; null when nobody measures.</summary>
    internal RequestMeasure? Measure { get; init; }
}

/// <summary>Whether a reservation was made.</summary>
public sealed record Admission
{
    /// <summary>The reservation, or null when it was refused.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>How the budget stands: after the reservation, or as it was when refused.</summary>
    public required BudgetCheck Budget { get; init; }
}

/// <summary>How sure an entry of the ledger is.</summary>
public enum SettlementKind
{
    /// <summary>The usage that the API reported.</summary>
    Settled,

    /// <summary>The API did not say to the end; what it said and the worst case for the rest.</summary>
    Estimated,

    /// <summary>Nothing was used: the attempt was refused or never reached the API.</summary>
    Released,
}

/// <summary>How an attempt ended.</summary>
/// <param name="Kind">How sure it is.</param>
/// <param name="Usage">The four buckets and their cost; zero when released.</param>
/// <param name="Model">The model that answered, or null for the one asked.</param>
public sealed record Settlement(SettlementKind Kind, TokenUsage Usage, string? Model = null)
{
    /// <summary>Whether nobody knows the model's price, so that the cost is a guess: alerted once a day and model. Default false.</summary>
    public bool IsPriceGuessed { get; init; }
}
