using Memori.Text;

namespace Memori.Server.Jobs;

/// <summary>What can be wrong with a job, in words for people.</summary>
public static class JobFaults
{
    /// <summary>There is no scheduled work of that name.</summary>
    public static MemoriException NotFound() => new(FaultKind.NotFound, "job-not-found", new LocalizedText(
        "There is no job of that name. See: memori jobs.", "没有该名称的任务。请查看:memori jobs。"));

    /// <summary>There is no queued job of that id that was given up.</summary>
    public static MemoriException NotGivenUp() => new(FaultKind.NotFound, "queued-job-not-found", new LocalizedText(
        "There is no queued job of that queue and id that was given up.", "没有该队列和编号的失败任务。"));

    internal static MemoriException Running() => new(FaultKind.Conflict, "job-running", new LocalizedText("This job is running already.", "该任务正在运行。"));

    internal static MemoriException RunsElsewhere(string process) => new(FaultKind.Conflict, "job-runs-elsewhere", new LocalizedText(
        $"Another process of the service runs this job and only that one can stop it: {process}.", $"该任务由服务的另一个进程运行,只能由该进程停止:{process}。"));
}
