namespace Memori.Server.Sessions;

/// <summary>Which sessions to list, those that began last first.</summary>
public sealed record SessionQuery
{
    /// <summary>Only this user's; null for everybody's.</summary>
    public string? UserId { get; init; }

    /// <summary>True for those that go on, false for those that are over; null for both.</summary>
    public bool? Active { get; init; }

    /// <summary>How many to pass over. Default 0.</summary>
    public int Offset { get; init; }

    /// <summary>How many at most. Default 100.</summary>
    public int Limit { get; init; } = 100;
}
