using Memori.Server.State;
using Memori.Storage;
using Memori.Text;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>Whether the tables of the store are those of this version.</summary>
internal sealed class MigrationsCheck(IDatabase database) : IHealthCheck
{
    private static readonly LocalizedText Current = new("The store is up to date.", "存储结构为最新。");
    private static readonly LocalizedText Older = new("The store is older than this version: restart the service.", "存储结构早于此版本:请重启服务。");
    private static readonly LocalizedText Newer = new("The store was brought up by a newer version: replace this one.", "存储已由更新版本升级:请更换此版本。");

    private readonly HashSet<(string Library, long Number)> _known = StateMigrations.Of(database.Dialect);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var applied = await StateMigrations.AppliedAsync(database, cancellationToken);
        return _known.Except(applied).Any() ? CheckResults.Failed(Older)
            : applied.Except(_known).Any() ? CheckResults.Degraded(Newer)
            : CheckResults.Ok(Current);
    }
}
