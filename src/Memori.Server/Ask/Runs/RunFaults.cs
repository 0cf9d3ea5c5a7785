using Memori.Server.Limits;
using Memori.Text;

namespace Memori.Server.Ask.Runs;

/// <summary>The failures of runs.</summary>
internal static class RunFaults
{
    /// <summary>The person has no run with that id, or had it some time ago: the same words for all.</summary>
    public static MemoriException NotFound() => new(FaultKind.NotFound, "run-not-found", new LocalizedText(
        "There is no run with this id any more. Its answer may be kept: see /api/answers.", "没有此编号的运行记录;其回答可能已保存,请查看 /api/answers。"));

    public static MemoriException TooManyListeners() => LimitFaults.Busy(new LocalizedText(
        "Too many listen to this run already.", "监听该运行的连接过多。"));

    public static MemoriException TooManyExcluded() => new(FaultKind.BadRequest, "too-many-excluded", new LocalizedText(
        $"At most {StartRunRequest.MostExcluded} memories can be left out.", $"最多可排除 {StartRunRequest.MostExcluded} 条记忆。"));
}
