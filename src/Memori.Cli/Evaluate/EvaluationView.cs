using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Text;
using Memori.Text2Sql.Evaluation;
using Spectre.Console;

namespace Memori.Cli.Evaluate;

/// <summary>The report of an evaluation in a terminal.</summary>
internal static class EvaluationView
{
    private const int MostChanges = 20;

    public static void Show(RegressionReport regression, Language language)
    {
        var report = regression.Report;
        ShowScores(report.Groups, new("group", "分组"), language);
        ShowScores(report.Generators, new("generator", "生成器"), language);
        ShowCalibration(report.Calibration, language);
        AnsiConsole.WriteLine(RegressionText.Summary(regression).In(language));
        foreach (var change in regression.Changes.Where(change => change.Kind is ChangeKind.Broken or ChangeKind.Fixed or ChangeKind.Slower).Take(MostChanges))
        {
            var colour = change.Kind == ChangeKind.Fixed ? "green" : "red";
            AnsiConsole.MarkupLine($"[{colour}]{RegressionText.Title(change.Kind).In(language)}[/] {Markup.Escape(TerminalText.Safe(change.Question))}");
        }

        AnsiConsole.MarkupLine($"[grey]{new LocalizedText("run", "评测记录").In(language)} {Markup.Escape(regression.Run)}[/]");
    }

    private static void ShowScores(IReadOnlyList<GroupScore> scores, LocalizedText name, Language language)
    {
        if (scores.Count == 0)
        {
            return;
        }

        var table = Table(
            language, name, new("questions", "问题数"), new("answered", "已回答"), new("right", "正确"), new("accuracy", "准确率"), new("95 %", "95 % 区间"), new("coverage", "覆盖率"));
        foreach (var score in scores)
        {
            table.AddRow(
                Markup.Escape(TerminalText.Safe(score.Name)),
                Text(score.Questions),
                Text(score.Answered),
                Text(score.Right),
                Share(score.Accuracy),
                $"{score.Interval.Low.ToString("0.000", CultureInfo.InvariantCulture)}–{score.Interval.High.ToString("0.000", CultureInfo.InvariantCulture)}",
                Share(score.Coverage));
        }

        AnsiConsole.Write(table);
    }

    private static void ShowCalibration(IReadOnlyList<ConfidenceBin> bins, Language language)
    {
        var table = Table(language, new("confidence", "置信度"), new("answers", "答案数"), new("on average", "平均"), new("accuracy", "准确率"));
        foreach (var bin in bins)
        {
            table.AddRow(string.Create(CultureInfo.InvariantCulture, $"{bin.From:0.0}–{bin.To:0.0}"), Text(bin.Answers), Share(bin.Confidence), Share(bin.Accuracy));
        }

        AnsiConsole.Write(table);
    }

    private static Table Table(Language language, params LocalizedText[] headers)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var header in headers)
        {
            table.AddColumn(header.In(language));
        }

        return table;
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);
}
