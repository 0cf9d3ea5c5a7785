using System.Globalization;
using Memori.Embeddings;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Background;

/// <summary>
/// Says how far embedding is, and goes on with it. New memories are embedded as they come (<see cref="EmbeddingWork"/>); after a change of the model all are, which takes
/// its time.
/// </summary>
internal sealed class ReembeddingWork(EmbeddingWorker worker) : IScheduledWork
{
    public string Name => "re-embedding";

    public LocalizedText Description { get; } = new(
        "Embeds memories that have no vector of the model in use, and drops those of other models.", "为缺少当前模型向量的记忆生成向量,并删除其他模型的向量。");

    public TimeSpan? Interval { get; } = TimeSpan.FromMinutes(5);

    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        await worker.RunAsync(cancellationToken);
        if (worker.FailuresInARow > 0)
        {
            throw new MemoriException(FaultKind.Backend, "embedding-failing", new LocalizedText(
                $"The embedding service failed {worker.FailuresInARow} times in a row; it will be asked again.", $"嵌入服务已连续失败 {worker.FailuresInARow} 次,稍后会重试。"));
        }

        return await worker.ProgressAsync(cancellationToken) is { } progress
            ? string.Create(CultureInfo.InvariantCulture, $"{progress.Done} of {progress.Total} memories have a vector of {progress.Model}")
            : null;
    }
}
