namespace Memori.Server.Audit;

/// <summary>Which entries are looked for: those that fit all that is given. By default all, the newest first.</summary>
public sealed record AuditQuery
{
    /// <summary>The most entries of one page.</summary>
    public const int MostEntries = 1_000;

    /// <summary>From when on, that moment included; null from the beginning.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when, that moment excluded; null for now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>On whose behalf; null for anybody's.</summary>
    public string? UserId { get; init; }

    /// <summary>Who did it: <see cref="AuditActor.Id"/> or <see cref="AuditActor.Label"/>; null for anybody.</summary>
    public string? Actor { get; init; }

    /// <summary>What was done; null for anything.</summary>
    public string? Kind { get; init; }

    /// <summary>How it ended; null for any way.</summary>
    public AuditOutcome? Outcome { get; init; }

    /// <summary>The datasource; null for any and none.</summary>
    public int? DatasourceId { get; init; }

    /// <summary>What the question, the SQL, the details or the facts contain, in any case of ASCII letters; null for anything.</summary>
    public string? Text { get; init; }

    /// <summary>Only entries before this sequence; null for all. For the page after the one that ended there.</summary>
    public long? Before { get; init; }

    /// <summary>Only entries after this sequence, the oldest first; null for all. Not together with <see cref="Before"/>.</summary>
    public long? After { get; init; }

    /// <summary>How many at most. Default 100; 1 to <see cref="MostEntries"/>.</summary>
    public int Limit { get; init; } = 100;
}
