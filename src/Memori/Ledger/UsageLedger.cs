using System.Data.Common;
using Memori.Alerts;
using Memori.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Ledger;

/// <summary>
/// The ledger of model calls: append-only, in integer picodollars. An attempt is admitted by reserving its worst case in one atomic step
/// and ends by settling what it really used; a balance is the sum of entries and reservations. Durable when a task completes. Thread-safe; shared by processes.
/// </summary>
public sealed partial class UsageLedger
{
    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly UsageLimits _limits;
    private readonly AlertSink _alerts;
    private readonly ILogger _logger;

    /// <summary>A ledger in a database, whose tables must be up to date (<see cref="IDatabase.MigrateAsync"/> for this assembly).</summary>
    /// <param name="database">Where it is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="limits">The limits of those who have none of their own. Default: the defaults.</param>
    /// <param name="alerts">Where it speaks up. Default: nowhere.</param>
    /// <param name="logger">The log. Default: none.</param>
    public UsageLedger(IDatabase database, TimeProvider time, UsageLimits? limits = null, AlertSink? alerts = null, ILogger<UsageLedger>? logger = null)
    {
        _database = database;
        _time = time;
        _limits = limits ?? new UsageLimits();
        _alerts = alerts ?? new AlertSink(time);
        _logger = logger ?? NullLogger<UsageLedger>.Instance;
    }

    /// <summary>Today: a request belongs to the day of its admission.</summary>
    public DateOnly Today => LedgerDay.Of(_time.GetUtcNow(), _limits.Day);

    private async Task<BudgetStanding> LimitsAsync(DbConnection connection, Payer payer, DateOnly day, CancellationToken cancellationToken)
    {
        var (user, key) = await LedgerTable.LimitsAsync(connection, payer, cancellationToken).ConfigureAwait(false);
        return new BudgetStanding
        {
            User = user ?? GeneralLimits(LedgerSubjectKind.User),
            Key = key,
            ResetsAt = LedgerDay.Begin(day.AddDays(1), _limits.Day),
        };
    }

    private async Task<BudgetStanding> StandingAsync(DbConnection connection, Payer payer, DateOnly day, CancellationToken cancellationToken)
    {
        var standing = await LimitsAsync(connection, payer, day, cancellationToken).ConfigureAwait(false);
        (standing.UserTokens, standing.KeyTokens) = await LedgerTable.TotalsAsync(connection, day, payer, cancellationToken).ConfigureAwait(false);
        return standing;
    }

    private string NewId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
}
