using Memori.Text;

namespace Memori.Text2Sql.Evaluation;

/// <summary>What can be wrong with an evaluation.</summary>
internal static class EvaluationFaults
{
    public static MemoriException NoDatabase(string question) => new(FaultKind.BadRequest, "evaluation-set", new LocalizedText(
        $"“{question}” does not say its database (db_id). Give one with --db for all questions.", $"“{question}”未指明数据库(db_id)。可用 --db 为所有问题指定一个数据库。"));

    public static MemoriException NoSuchRun(string run) => new(FaultKind.NotFound, "evaluation-run", new LocalizedText(
        $"There is no evaluation run {run}.", $"没有评测记录 {run}。"));

    public static MemoriException UnreadableRun(string run, Exception cause) => new(FaultKind.NotFound, "evaluation-run", new LocalizedText(
        $"The evaluation run {run} can't be read: {cause.Message}", $"无法读取评测记录 {run}:{cause.Message}"), cause);
}
