using Memori.Storage;
using Microsoft.Extensions.Logging;

namespace Memori.Ledger;

/// <summary>
/// The ledger of model calls: append-only, in integer picodollars. An attempt is admitted by reserving its worst case in one atomic step
/// and ends by settling what it really used; a balance is the sum of entries and reservations. Durable when a task completes. Thread-safe; shared by processes.
/// </summary>
public sealed class UsageLedger
{
    /// <summary>A ledger in a database, whose tables must be up to date (<see cref="IDatabase.MigrateAsync"/> for this assembly).</summary>
    public UsageLedger(IDatabase database, TimeProvider time, UsageLimits? limits = null, IJobStore? jobs = null, ILogger<UsageLedger>? logger = null)
    {
        _ = (database, time, limits, jobs, logger);
    }

    /// <summary>Sets the worst case of an attempt aside when the budgets of its user and key allow. Never overspends, however many ask at once.</summary>
    public Task<Admission> ReserveAsync(ReservationRequest request, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Ends a reservation. The second time has no effect.</summary>
    public Task SettleAsync(Reservation reservation, Settlement settlement, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Whether a request of that size would be admitted now. Reserves nothing.</summary>
    public Task<BudgetCheck> CheckAsync(Payer payer, long tokens, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Enters usage that was not reserved: calls that an application made by itself.</summary>
    public Task RecordAsync(Payer payer, string model, TokenUsage usage, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Settles, at their worst case, reservations whose deadline passed more than a minute ago.</summary>
    /// <returns>How many.</returns>
    public Task<int> ResolveOrphansAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
