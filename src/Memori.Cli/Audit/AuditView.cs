using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Audit;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Audit;

/// <summary>The audit as a person reads it in a terminal.</summary>
internal static class AuditView
{
    public static void ShowPage(AuditPageDocument page, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (LocalizedText[])[new("no.", "编号"), new("when", "时间"), new("what", "操作"), new("result", "结果"), new("who", "操作者"), new("user", "用户"), new("source", "数据源"), new("asked", "内容")])
        {
            table.AddColumn(heading.In(language));
        }

        foreach (var entry in page.Entries)
        {
            table.AddRow(
                entry.Sequence.ToString(CultureInfo.InvariantCulture),
                entry.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                entry.Kind,
                entry.Code is null ? entry.Outcome : $"{entry.Outcome} [[{Safe(entry.Code)}]]",
                Safe(entry.ActorLabel ?? entry.Actor),
                entry.Forgotten ? new LocalizedText("[grey]forgotten[/]", "[grey]已遗忘[/]").In(language) : Safe(entry.UserId),
                entry.DatasourceId?.ToString(CultureInfo.InvariantCulture) ?? "",
                Safe(entry.Asked ?? entry.Details?.ToJsonString() ?? entry.Facts?.ToJsonString()));
        }

        AnsiConsole.Write(table);
        if (page.Next is { } next)
        {
            AnsiConsole.MarkupLine(new LocalizedText($"[grey]More: --before {next}[/]", $"[grey]更多:--before {next}[/]").In(language));
        }
    }

    public static void ShowReport(AuditReportDocument report, Language language)
    {
        AnsiConsole.MarkupLine(report.Whole
            ? new LocalizedText(
                $"[green]✓[/] {report.Entries:N0} entries ({report.First}–{report.Last}), as they were written; {report.Forgotten:N0} of people who were forgotten.",
                $"[green]✓[/] 共 {report.Entries:N0} 条({report.First}–{report.Last}),与写入时一致;其中 {report.Forgotten:N0} 条属于已遗忘的用户。").In(language)
            : new LocalizedText("[red]✗[/] The audit is not as it was written:", "[red]✗[/] 审计记录被改动:").In(language));
        foreach (var fault in report.Faults)
        {
            AnsiConsole.WriteLine($"  {TerminalText.Safe(fault.Message)} [{fault.Code}]");
        }

        AnsiConsole.MarkupLine($"[grey]{report.Last} {report.Hash}[/]");
    }

    private static string Safe(string? text) => Markup.Escape(TerminalText.Safe(text is { Length: > 200 } ? text[..200] + "…" : text ?? ""));
}
