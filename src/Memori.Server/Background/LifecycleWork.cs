using System.Globalization;
using Memori.Lifecycle;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Background;

/// <summary>The rounds of the memories' lifecycle, which also purge ended jobs and old blocks, and rewrite the store once a day.</summary>
internal sealed class LifecycleWork(LifecycleSweep lifecycle, MemoriOptions options) : IScheduledWork
{
    public string Name => "memory-lifecycle";

    public LocalizedText Description { get; } = new(
        "Promotes, archives, consolidates and deletes memories, and purges ended jobs.", "提升、归档、合并和删除记忆,并清除已结束的任务。");

    public TimeSpan? Interval => options.Lifecycle.Interval;

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        var done = await lifecycle.RunAsync(force: true, cancellationToken) ?? throw new MemoriException(
            FaultKind.Unavailable, "lifecycle-led-elsewhere", new LocalizedText("Another process leads the lifecycle.", "另一个进程正在处理记忆生命周期。"));
        return done is { Promoted: 0, Archived: 0, Consolidated: 0, Deleted: 0 } ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Owners} owners: {done.Promoted} promoted, {done.Archived} archived, {done.Consolidated} consolidated, {done.Deleted} deleted");
    }
}
