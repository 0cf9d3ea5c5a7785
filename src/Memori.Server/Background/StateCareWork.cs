using Memori.Server.Jobs;
using Memori.Storage;
using Memori.Text;

namespace Memori.Server.Background;

/// <summary>Brings what the embedded database knows of its tables up to date, by which it chooses its indexes.</summary>
internal sealed class StateCareWork(IDatabase database) : IScheduledWork
{
    private const string Optimize = "PRAGMA optimize";

    public string Name => "state-optimize";

    public LocalizedText Description { get; } = new("Brings the statistics of the state database up to date.", "更新状态数据库的统计信息。");

    /// <summary>Other databases do it by themselves.</summary>
    public TimeSpan? Interval { get; } = database.Dialect == "sqlite" ? TimeSpan.FromDays(1) : null;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (Interval is not null)
        {
            await database.WriteAsync((transaction, token) => transaction.ExecuteAsync(Optimize, token), cancellationToken);
        }

        return null;
    }
}
