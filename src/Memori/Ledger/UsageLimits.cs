namespace Memori.Ledger;

/// <summary>Limits that hold for everybody who has none of their own, and when to speak up. A limit counts tokens of all four buckets. May be changed while calls are under way.</summary>
public sealed class UsageLimits
{
    private const long None = -1;

    private long _dailyTokens = 1_000_000;
    private long _tokensPerRequest = None;

    /// <summary>The most tokens of a user on a day; null for no limit. Default 1,000,000.</summary>
    public long? DailyTokens
    {
        get => Known(Volatile.Read(ref _dailyTokens));
        set => Volatile.Write(ref _dailyTokens, value ?? None);
    }

    /// <summary>The most tokens of one request, input and output; null for what the model takes. Default null.</summary>
    public long? TokensPerRequest
    {
        get => Known(Volatile.Read(ref _tokensPerRequest));
        set => Volatile.Write(ref _tokensPerRequest, value ?? None);
    }

    /// <summary>The share of a daily limit at which an alert is given, once a day and subject, 0–1. Default 0.8.</summary>
    public double AlertThreshold { get; set; } = 0.8;

    /// <summary>The time zone whose midnight begins a day. Default UTC.</summary>
    public TimeZoneInfo Day { get; set; } = TimeZoneInfo.Utc;

    private static long? Known(long tokens) => tokens == None ? null : tokens;
}

/// <summary>Whose limit or usage.</summary>
/// <param name="Kind">A user or a key.</param>
/// <param name="Id">The user's id, or the key's.</param>
public readonly record struct LedgerSubject(LedgerSubjectKind Kind, string Id)
{
    /// <summary>A user.</summary>
    public static LedgerSubject User(string id) => new(LedgerSubjectKind.User, id);

    /// <summary>An API key.</summary>
    public static LedgerSubject Key(string id) => new(LedgerSubjectKind.Key, id);
}

/// <summary>Who can have limits.</summary>
public enum LedgerSubjectKind
{
    /// <summary>A user.</summary>
    User,

    /// <summary>An API key.</summary>
    Key,
}

/// <summary>The limits of one subject, in place of the general ones; null for no limit.</summary>
/// <param name="DailyTokens">The most tokens a day.</param>
/// <param name="TokensPerRequest">The most tokens of one request.</param>
public sealed record SubjectLimits(long? DailyTokens, long? TokensPerRequest);
