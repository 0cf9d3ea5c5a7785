namespace Memori.Server.Configuration;

/// <summary>The profiles: they differ in their defaults only, and whatever is given counts before them.</summary>
public static class SettingsProfile
{
    /// <summary>The profile in which what is unsafe keeps the service from starting.</summary>
    public const string Production = "production";

    /// <summary>The profile before production: the same checks, but nothing is refused.</summary>
    public const string Staging = "staging";

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = ["development", "test", Staging, Production];

    /// <summary>The defaults of a profile.</summary>
    /// <param name="profile">One of <see cref="Names"/>; null for the defaults of the guide.</param>
    public static MemoriSettings Defaults(string? profile) => profile switch
    {
        // The guide's development settings, with a small budget and a small memory.
        "development" => new()
        {
            Profile = profile,
            LogLevel = "DEBUG",
            EnableDebugLogging = true,
            MaxConcurrentRequests = 5,
            DailyTokenLimit = 200_000,
            MaxCapturedMemories = 1000,
        },

        // Every question is really asked, and little is left behind.
        "test" => new()
        {
            Profile = profile,
            EnableCaching = false,
            DailyTokenLimit = 200_000,
            SessionRetentionHours = 1,
            RequestRetentionDays = 1,
            MetricsRetentionDays = 30,
            AuditRetentionDays = 30,
        },

        // As production, but it says more.
        Staging => Operated(profile) with { LogLevel = "INFO", AuditRetentionDays = 90 },
        Production => Operated(profile),
        _ => new(),
    };

    private static MemoriSettings Operated(string profile) => new()
    {
        Profile = profile,
        LogLevel = "WARNING",
        LogFormat = "json",
        BackupIntervalHours = 24,
        BackupKeep = 14,
    };
}
