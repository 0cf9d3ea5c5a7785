namespace Memori.Ledger;

/// <summary>Limits and tokens of a day, of those who pay for one request.</summary>
internal sealed class BudgetStanding
{
    public required SubjectLimits User { get; init; }

    /// <summary>Of the key, when there is one and it has limits.</summary>
    public SubjectLimits? Key { get; init; }

    /// <summary>The user's tokens, entries and reservations.</summary>
    public long UserTokens { get; set; }

    /// <summary>The key's.</summary>
    public long KeyTokens { get; set; }

    public required DateTimeOffset ResetsAt { get; init; }

    public long? RequestLimit => Least(User.TokensPerRequest, Key?.TokensPerRequest);

    private long? UserLeft => User.DailyTokens - UserTokens;

    private long? KeyLeft => Key?.DailyTokens - KeyTokens;

    /// <summary>What would become of a request of that size, by these figures.</summary>
    public BudgetReason ReasonFor(long tokens) =>
        tokens > UserLeft ? BudgetReason.DailyLimit
        : tokens > KeyLeft ? BudgetReason.KeyDailyLimit
        : tokens > RequestLimit ? BudgetReason.RequestLimit
        : BudgetReason.Ok;

    public BudgetCheck Check(BudgetReason reason, long tokens)
    {
        var ofKey = reason == BudgetReason.KeyDailyLimit;
        return new BudgetCheck
        {
            Reason = reason,
            CurrentUsage = ofKey ? KeyTokens : UserTokens,
            DailyLimit = ofKey ? Key?.DailyTokens : User.DailyTokens,
            Remaining = Least(Least(UserLeft, KeyLeft), RequestLimit) is { } left ? Math.Max(0, left) : null,
            Asked = tokens,
            ResetsAt = ResetsAt,
        };
    }

    private static long? Least(long? left, long? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}
