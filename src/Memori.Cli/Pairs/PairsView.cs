using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Pairs;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Pairs;

/// <summary>Verified pairs as a person reads them in a terminal.</summary>
internal static class PairsView
{
    public static void ShowImport(PairImportDocument report, Language language)
    {
        var told = report.Pairs.Where(pair => pair.Message is not null || pair.NearDuplicateOf is not null).ToList();
        if (told.Count > 0)
        {
            var table = Table(language, new("#", "#"), new("question", "问题"), new("outcome", "结果"), new("why", "原因"));
            foreach (var pair in told)
            {
                var near = pair.NearDuplicateOf is { } other ? new LocalizedText($"almost the same as “{other}”, with other SQL", $"与“{other}”几乎相同,但 SQL 不同").In(language) : null;
                table.AddRow(Number(pair.Index), Safe(pair.Question), OutcomeOf(pair.Outcome, language), Safe(string.Join(" ", new[] { pair.Code is null ? null : $"[{pair.Code}]", pair.Message, near }.OfType<string>())));
            }

            AnsiConsole.Write(table);
        }

        AnsiConsole.WriteLine(new LocalizedText(
            $"{report.Kept} kept, {report.Empty} kept without rows, {report.Duplicate} known already, {report.Conflicting} conflicting (kept aside), {report.Refused} refused, {report.Failed} failed.",
            $"采信 {report.Kept} 条,无结果 {report.Empty} 条,重复 {report.Duplicate} 条,冲突(已搁置){report.Conflicting} 条,拒绝 {report.Refused} 条,失败 {report.Failed} 条。").In(language));
    }

    public static void ShowList(PairListDocument list, Language language)
    {
        var table = Table(language, new("id", "编号"), new("question", "问题"), new("SQL", "SQL"), new("confidence", "置信度"), new("standing", "状态"));
        foreach (var pair in list.Pairs)
        {
            table.AddRow(Safe(pair.MemoryId), Safe(pair.Question), Safe(pair.Sql), pair.Confidence.ToString("0.00", CultureInfo.InvariantCulture), Safe(Standing(pair, language)));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowPublished(PairDocument pair, Language language) => AnsiConsole.MarkupLine(new LocalizedText(
        $"[green]✓[/] published as {Safe(pair.MemoryId)}: {Safe(pair.Question)}", $"[green]✓[/] 已发布,编号 {Safe(pair.MemoryId)}:{Safe(pair.Question)}").In(language));

    private static string Standing(PairDocument pair, Language language) => pair switch
    {
        { Active: false, Verdict: "wrong" } => new LocalizedText("called wrong", "已评为错误").In(language),
        { Active: false } => pair.Reason ?? new LocalizedText("put aside", "已搁置").In(language),
        { Shared: true } => new LocalizedText("published", "已发布").In(language),
        { Verdict: "right" } => new LocalizedText("called right", "已评为正确").In(language),
        _ => "",
    };

    private static string OutcomeOf(string outcome, Language language) => (outcome switch
    {
        "kept" => new LocalizedText("kept", "采信"),
        "empty" => new LocalizedText("no rows", "无结果"),
        "duplicate" => new LocalizedText("known", "重复"),
        "conflicting" => new LocalizedText("conflicting", "冲突"),
        "refused" => new LocalizedText("refused", "拒绝"),
        _ => new LocalizedText("failed", "失败"),
    }).In(language);

    private static Table Table(Language language, params LocalizedText[] headers)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var header in headers)
        {
            table.AddColumn(header.In(language));
        }

        return table;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));
}
