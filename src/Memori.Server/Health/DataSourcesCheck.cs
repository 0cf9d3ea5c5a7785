using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Memori.Server.Health;

/// <summary>
/// Whether the datasources can be reached: all are tried at once, each for five seconds at most, every 30 seconds at most. One that can't, or is slow, leaves the
/// service usable; only when none can it is not.
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
        var broken = new ConcurrentBag<int>();
        var slow = new ConcurrentBag<int>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(all, options, async (source, token) =>
        {
            if (await IsReachableAsync(source.Id, token) is not { } reachable)
            {
                slow.Add(source.Id);
            }
            else if (!reachable)
            {
                broken.Add(source.Id);
            }
        });

        return (broken.Count, slow.Count) switch
        {
            (0, 0) => CheckResults.Ok(new LocalizedText($"{all.Count} {(all.Count == 1 ? "datasource" : "datasources")} can be reached.", $"{all.Count} 个数据源均可访问。")),
            (0, _) => CheckResults.Degraded(new LocalizedText(
                $"{slow.Count} of {all.Count} datasources did not answer in time: {Ids(slow)}.", $"{all.Count} 个数据源中有 {slow.Count} 个未及时响应:{Ids(slow)}。")),
            _ when broken.Count < all.Count => CheckResults.Degraded(new LocalizedText(
                $"{broken.Count} of {all.Count} datasources can't be reached: {Ids(broken)}.", $"{all.Count} 个数据源中有 {broken.Count} 个无法访问:{Ids(broken)}。")),
            _ => CheckResults.Failed(new LocalizedText($"No datasource can be reached: {Ids(broken)}.", $"所有数据源均无法访问:{Ids(broken)}。")),
        };
    }

    private static string Ids(IEnumerable<int> ids) => string.Join(", ", ids.Order().Select(id => id.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Null when it did not answer in time: the machine may be busy, or the database.</summary>
    private async Task<bool?> IsReachableAsync(int id, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // A driver may not listen to cancellation.
            return (await connections.TryAsync(id, either.Token).WaitAsync(either.Token)).Ok;
        }
        catch (Exception) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception failure) when (failure is MemoriException or DbException or IOException)
        {
            return false;
        }
    }
}
