using System.Globalization;
using Memori.Ledger;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Background;

/// <summary>Settles the model calls that a process left behind.</summary>
internal sealed class OrphanedCallsWork(UsageLedger ledger) : IScheduledWork
{
    public string Name => "ledger-orphans";

    public LocalizedText Description { get; } = new(
        "Settles model calls whose process died, at the most that they can have cost.", "对进程中断遗留的模型调用按最高可能费用结算。");

    public TimeSpan? Interval { get; } = TimeSpan.FromSeconds(30);

    public async Task<string?> RunAsync(CancellationToken cancellationToken) =>
        await ledger.ResolveOrphansAsync(cancellationToken) is > 0 and var settled ? string.Create(CultureInfo.InvariantCulture, $"{settled} calls settled") : null;
}
