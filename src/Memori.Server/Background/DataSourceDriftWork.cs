using System.Globalization;
using Memori.Server.Jobs;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema;

namespace Memori.Server.Background;

/// <summary>Looks whether the structure of a datasource has changed; where it has, it is read anew and its verified pairs are checked again.</summary>
internal sealed partial class DataSourceDriftWork(DataSourceCatalog catalog, SchemaCatalog schemas, ILogger<DataSourceDriftWork> logger) : IScheduledWork
{
    public string Name => "datasource-sync";

    public LocalizedText Description { get; } = new(
        "Looks whether the structure of datasources has changed, reads it anew, and has verified pairs checked again.", "检查数据源结构是否变化,重新读取并复核已验证的问答。");

    public TimeSpan? Interval { get; } = TimeSpan.FromHours(1);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var (drifted, unreachable) = (0, 0);
        var all = await catalog.ListAsync(cancellationToken);
        foreach (var source in all)
        {
            try
            {
                drifted += (await schemas.GetAsync(await catalog.GetAsync(source.Id, cancellationToken), cancellationToken)).Drifted ? 1 : 0;
            }
            catch (MemoriException unavailable)
            {
                // One that is down must not keep the others from their turn; /health/ready tells of it.
                unreachable++;
                LogUnreachable(source.Id, unavailable.Code);
            }
        }

        return drifted + unreachable == 0 ? null : string.Create(
            CultureInfo.InvariantCulture, $"{all.Count} datasources: {drifted} changed, {unreachable} could not be read");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Datasource {Id} could not be read: {Code}.")]
    private partial void LogUnreachable(int id, string code);
}
