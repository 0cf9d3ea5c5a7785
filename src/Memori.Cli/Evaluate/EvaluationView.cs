using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Evaluation;
using Spectre.Console;

namespace Memori.Cli.Evaluate;

/// <summary>The report of an evaluation in a terminal.</summary>
internal static class EvaluationView
{
    public static void Show(Text2SqlReport report, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var header in new[]
        {
            new LocalizedText("group", "分组"), new LocalizedText("questions", "问题数"), new LocalizedText("answered", "已回答"),
            new LocalizedText("right", "正确"), new LocalizedText("accuracy", "准确率"), new LocalizedText("coverage", "覆盖率"),
        })
        {
            table.AddColumn(header.In(language));
        }

        foreach (var group in report.Groups)
        {
            table.AddRow(group.Name, Text(group.Questions), Text(group.Answered), Text(group.Right), Share(group.Accuracy), Share(group.Coverage));
        }

        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(new LocalizedText(
            $"latency p50 {report.LatencyP50Ms:0.0} ms, p99 {report.LatencyP99Ms:0.0} ms; calibration error {report.CalibrationError:0.000}",
            $"延迟 p50 {report.LatencyP50Ms:0.0} 毫秒,p99 {report.LatencyP99Ms:0.0} 毫秒;校准误差 {report.CalibrationError:0.000}").In(language));
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);
}
