using System.Globalization;
using Memori.Evaluation;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Evaluate;

/// <summary>The figures of a recall evaluation in a terminal.</summary>
internal static class RecallView
{
    public static void Show(string set, RecallFigures figures, AbstentionPoint? injection, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new LocalizedText("set", "评测集").In(language));
        table.AddColumn(new LocalizedText("questions", "问题数").In(language));
        var row = new List<string> { Markup.Escape(set), figures.Predictions.Count.ToString(CultureInfo.InvariantCulture) };
        foreach (var (k, recall) in figures.RecallAt.OrderBy(r => r.Key))
        {
            table.AddColumn(string.Create(CultureInfo.InvariantCulture, $"recall@{k}"));
            row.Add(recall.ToString("0.0000", CultureInfo.InvariantCulture));
        }

        table.AddColumn("MRR");
        row.Add(figures.MeanReciprocalRank.ToString("0.0000", CultureInfo.InvariantCulture));
        table.AddRow([.. row]);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(new LocalizedText(
            $"median recall {figures.MedianRecall.TotalMilliseconds:0.00} ms", $"召回耗时中位数 {figures.MedianRecall.TotalMilliseconds:0.00} 毫秒").In(language));
        if (injection is not null)
        {
            AnsiConsole.WriteLine(new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $"questions of other spaces: something is injected for {injection.InjectionRate:0.0 %}; abstaining costs {injection.Cost:0.000} of recall@10"),
                string.Create(CultureInfo.InvariantCulture, $"其他空间的问题:{injection.InjectionRate:0.0 %} 会注入内容;弃答使 recall@10 下降 {injection.Cost:0.000}")).In(language));
        }
    }
}
