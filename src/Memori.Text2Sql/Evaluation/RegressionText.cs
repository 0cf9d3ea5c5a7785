using System.Globalization;
using System.Text;
using Memori.Text;

namespace Memori.Text2Sql.Evaluation;

/// <summary>A regression report as Markdown.</summary>
public static class RegressionText
{
    private const int MostOfAKind = 200;

    /// <summary>The report in the language of the reader. Questions and SQL are untrusted text: they stand in code and in one line.</summary>
    public static string Markdown(RegressionReport report, Language language)
    {
        var text = new StringBuilder();
        text.Append(Line(new("# Text2SQL evaluation", "# Text2SQL 评测")));
        text.Append(Line(new LocalizedText(
            $"Run {report.Run}{(report.Baseline is null ? "" : $", compared with {report.Baseline}")}.", $"运行 {report.Run}{(report.Baseline is null ? "" : $",对比 {report.Baseline}")}。")));
        Scores(report.Report.Groups, new("group", "分组"));
        Scores(report.Report.Generators, new("generator", "生成器"));
        Calibration(report.Report);
        text.Append(Line(Summary(report)));
        foreach (var kind in report.Changes.GroupBy(change => change.Kind))
        {
            text.Append('\n').Append(Line(new($"## {Title(kind.Key).English} ({kind.Count()})", $"## {Title(kind.Key).Chinese}({kind.Count()})")));
            foreach (var change in kind.Take(MostOfAKind))
            {
                text.Append("- ").Append(Code(change.Question)).Append(Details(change)).Append('\n');
            }
        }

        return text.ToString();

        string Line(LocalizedText line) => line.In(language) + "\n\n";

        void Scores(IReadOnlyList<GroupScore> scores, LocalizedText name)
        {
            if (scores.Count == 0)
            {
                return;
            }

            text.Append(new LocalizedText(
                $"| {name.English} | questions | answered | right | accuracy | 95 % | coverage |\n", $"| {name.Chinese} | 问题数 | 已回答 | 正确 | 准确率 | 95 % 区间 | 覆盖率 |\n").In(language));
            text.Append("|---|--:|--:|--:|--:|--:|--:|\n");
            foreach (var score in scores)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {Plain(score.Name)} | {score.Questions} | {score.Answered} | {score.Right} | {score.Accuracy:0.000} | {score.Interval.Low:0.000}–{score.Interval.High:0.000} | {score.Coverage:0.000} |\n");
            }

            text.Append('\n');
        }

        void Calibration(Text2SqlReport scores)
        {
            text.Append(new LocalizedText("| confidence | answers | on average | accuracy |\n", "| 置信度 | 答案数 | 平均 | 准确率 |\n").In(language)).Append("|---|--:|--:|--:|\n");
            foreach (var bin in scores.Calibration)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {bin.From:0.0}–{bin.To:0.0} | {bin.Answers} | {bin.Confidence:0.00} | {bin.Accuracy:0.00} |\n");
            }

            text.Append('\n');
        }
    }

    /// <summary>The report in a few sentences.</summary>
    public static LocalizedText Summary(RegressionReport report)
    {
        var scores = report.Report;
        var latency = string.Create(CultureInfo.InvariantCulture, $"p50 {scores.LatencyP50Ms:0.0} ms, p99 {scores.LatencyP99Ms:0.0} ms");
        var error = scores.CalibrationError.ToString("0.000", CultureInfo.InvariantCulture);
        var changes = report.Baseline is null
            ? new LocalizedText("This is the first run of this suite.", "这是该评测集的首次运行。")
            : new LocalizedText(
                string.Join(", ", Enum.GetValues<ChangeKind>().Select(kind => $"{report.Count(kind)} {Title(kind).English}")) + ".",
                string.Join(",", Enum.GetValues<ChangeKind>().Select(kind => $"{Title(kind).Chinese} {report.Count(kind)}")) + "。");
        return new LocalizedText(
            $"Latency {latency}; calibration error {error}; {scores.Unjudged} questions could not be judged. {changes.English}",
            $"延迟 {latency};校准误差 {error};{scores.Unjudged} 个问题无法判定。{changes.Chinese}");
    }

    /// <summary>A change in words.</summary>
    public static LocalizedText Title(ChangeKind kind) => kind switch
    {
        ChangeKind.Broken => new("broken", "变错"),
        ChangeKind.Fixed => new("fixed", "修复"),
        ChangeKind.StillWrong => new("still wrong", "仍然错误"),
        ChangeKind.SameResult => new("other SQL with the same rows", "SQL 不同但结果相同"),
        ChangeKind.Slower => new("slower", "变慢"),
        ChangeKind.Added => new("added", "新增"),
        _ => new("removed", "移除"),
    };

    private static string Details(QuestionChange change) => change switch
    {
        { Kind: ChangeKind.Slower, Before: { } before, Now: { } now } => string.Create(CultureInfo.InvariantCulture, $": {before.ElapsedMs:0} → {now.ElapsedMs:0} ms"),
        { Kind: ChangeKind.Broken or ChangeKind.Fixed or ChangeKind.SameResult } => $": {Code(change.Before?.Sql ?? "–")} → {Code(change.Now?.Sql ?? "–")}",
        { Kind: ChangeKind.StillWrong, Now: { } now } => $": {Code(now.Sql ?? "–")} ≠ {Code(now.Gold)}",
        _ => "",
    };

    private static string Code(string text) => $"`` {Plain(text).Replace("``", "` `", StringComparison.Ordinal)} ``";

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "¦", StringComparison.Ordinal);
}
