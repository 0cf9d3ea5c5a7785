using Memori.Ledger;

namespace Memori.Alerts;

/// <summary>Something that whoever runs the service should look at.</summary>
public sealed record Alert
{
    /// <summary>What happened, in kebab case: see <see cref="AlertKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, so that the same thing is said once: unique with <see cref="Kind"/>, for example the subject and the day.</summary>
    public required string Key { get; init; }

    /// <summary>One English sentence for the log; never content.</summary>
    public required string Message { get; init; }

    /// <summary>Whose budget, or null.</summary>
    public LedgerSubject? Subject { get; init; }

    /// <summary>The day that it is about, or null.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Tokens used, or null.</summary>
    public long? Used { get; init; }

    /// <summary>The limit in tokens, or null.</summary>
    public long? Limit { get; init; }

    /// <summary>What was measured, in the unit of its kind, or null: see <see cref="AlertKinds"/>.</summary>
    public double? Value { get; init; }

    /// <summary>From where on it is too much, in the same unit, or null.</summary>
    public double? Threshold { get; init; }
}

/// <summary>What alerts are about.</summary>
public static class AlertKinds
{
    /// <summary>A share of a daily limit is used: <see cref="UsageLimits.AlertThreshold"/>.</summary>
    public const string DailyBudget = "daily-budget";

    /// <summary>A model answered that the catalogue does not know: its price is a guess.</summary>
    public const string UnknownModel = "unknown-model";

    /// <summary>The ledger's running totals were not the sum of its entries, and were mended.</summary>
    public const string LedgerDifference = "ledger-difference";

    /// <summary>Work of the service failed several times in a row, or a queued job was given up.</summary>
    public const string JobFailed = "job-failed";

    /// <summary>Little is left of the disk that keeps the state.</summary>
    public const string DiskSpace = "disk-space";

    /// <summary>Too large a share (0–1) of an hour's requests failed.</summary>
    public const string ErrorRate = "error-rate";

    /// <summary>All users together cost more in a day than was thought, in USD.</summary>
    public const string DailyCost = "daily-cost";

    /// <summary>A user's memories are large, in tokens.</summary>
    public const string MemorySize = "memory-size";

    /// <summary>A process grows and goes on growing, in MiB of resident memory.</summary>
    public const string MemoryLeak = "memory-leak";
}
