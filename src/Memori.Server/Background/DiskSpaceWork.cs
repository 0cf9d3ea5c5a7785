using Memori.Alerts;
using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Background;

/// <summary>Watches the disk that keeps the state, and tells once a day that little is left of it.</summary>
internal sealed class DiskSpaceWork(MemoriSettings settings, AlertSink alerts, TimeProvider time) : IScheduledWork
{
    public string Name => "disk-space";

    public LocalizedText Description { get; } = new("Watches how much is left of the disk that keeps the state.", "监视状态所在磁盘的剩余空间。");

    public TimeSpan? Interval { get; } = TimeSpan.FromMinutes(5);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var space = DiskSpace.Of(settings);
        if (space.FreeBytes >= DiskSpace.Little)
        {
            return null;
        }

        var left = $"{space.Free} left";
        var alert = new Alert { Kind = AlertKinds.DiskSpace, Key = $"{time.GetUtcNow():yyyy-MM-dd}", Message = $"The disk that keeps the state is nearly full: {left}." };
        await alerts.RaiseAsync(alert, cancellationToken);
        return left;
    }
}
