using System.Globalization;
using Memori.Server.Configuration.Reload;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Audit;

/// <summary>Removes entries of the audit that are older than <c>MEMORI_AUDIT_RETENTION_DAYS</c>, by whole days (UTC).</summary>
internal sealed class AuditRetention(AuditTrail audit, LiveSettings live, TimeProvider time) : IScheduledWork
{
    public string Name => AuditTrail.RetentionKind;

    public LocalizedText Description => new(
        "Removes entries of the audit that are older than MEMORI_AUDIT_RETENTION_DAYS.", "删除超过 MEMORI_AUDIT_RETENTION_DAYS 的审计记录。");

    public TimeSpan? Interval => TimeSpan.FromHours(24);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (live.Current.AuditRetentionDays <= 0)
        {
            return null;
        }

        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-live.Current.AuditRetentionDays);
        var removed = await audit.RemoveBeforeAsync(day, cancellationToken);
        return removed == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{removed} entries removed");
    }
}
