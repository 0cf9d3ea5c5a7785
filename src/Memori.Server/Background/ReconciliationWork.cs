using System.Globalization;
using Memori.Ledger;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Background;

/// <summary>Proves the ledger's totals against its entries: all days when the process has just started, then the latest.</summary>
internal sealed class ReconciliationWork(UsageLedger ledger) : IScheduledWork
{
    // Late settlements change days that are over, but not for long.
    private const int DaysLookedAt = 7;

    private bool _hasLookedAtAll;

    public string Name => "ledger-reconciliation";

    public LocalizedText Description { get; } = new("Checks that the ledger's totals are the sums of its entries, and mends them.", "核对账目合计与明细之和,并修正差异。");

    public TimeSpan? Interval { get; } = TimeSpan.FromHours(1);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var differences = await ledger.ReconcileAsync(_hasLookedAtAll ? ledger.Today.AddDays(-DaysLookedAt) : null, cancellationToken);
        _hasLookedAtAll = true;
        return differences.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{differences.Count} differences mended");
    }
}
