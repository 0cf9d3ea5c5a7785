using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>
/// Whether the datasources can be reached: all are tried at once, each for five seconds at most, every 30 seconds at most. One that can't leaves the service
/// usable; only when none can it is not.
/// </summary>
internal sealed class DataSourcesCheck(DataSourceCatalog catalog, ConnectionCheck connections, TimeProvider time) : IHealthCheck
{
    private const int MostAtOnce = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private long? _checked;
    private HealthCheckResult _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Readiness asks one at a time.
        if (_checked is not { } at || time.GetElapsedTime(at) >= Age)
        {
            _last = await TryAllAsync(cancellationToken);
            _checked = time.GetTimestamp();
        }

        return _last;
    }

    private async Task<HealthCheckResult> TryAllAsync(CancellationToken cancellationToken)
    {
        var all = await catalog.ListAsync(cancellationToken);
        var broken = new System.Collections.Concurrent.ConcurrentBag<int>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(all, options, async (source, token) =>
        {
            if (!await IsReachableAsync(source.Id, token))
            {
                broken.Add(source.Id);
            }
        });

        var ids = string.Join(", ", broken.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));
        return broken.IsEmpty
            ? CheckResults.Ok(new LocalizedText($"{all.Count} datasources can be reached.", $"{all.Count} 个数据源均可访问。"))
            : broken.Count < all.Count
            ? CheckResults.Degraded(new LocalizedText($"{broken.Count} of {all.Count} datasources can't be reached: {ids}.", $"{all.Count} 个数据源中有 {broken.Count} 个无法访问:{ids}。"))
            : CheckResults.Failed(new LocalizedText($"No datasource can be reached: {ids}.", $"所有数据源均无法访问:{ids}。"));
    }

    private async Task<bool> IsReachableAsync(int id, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // A driver may not listen to cancellation.
            return (await connections.TryAsync(id, either.Token).WaitAsync(either.Token)).Ok;
        }
        catch (Exception failure) when (failure is MemoriException or System.Data.Common.DbException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
