using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.DataSources;
using Memori.Text;
using Memori.Text2Sql.DataSources.Credentials;
using Spectre.Console;

namespace Memori.Cli.DataSources;

/// <summary>Datasources as a person reads them in a terminal.</summary>
internal static class DataSourceView
{
    public static void ShowList(DataSourceListDocument list, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns("id", In(language, "kind", "类型"), In(language, "name", "名称"), In(language, "where", "位置"), In(language, "description", "说明"));
        foreach (var one in list.Datasources)
        {
            table.AddRow(one.Id.ToString(CultureInfo.InvariantCulture), one.Kind, Safe(one.Name), Safe(one.Location), Safe(one.Description));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowOne(DataSourceDocument one, Language language)
    {
        AnsiConsole.MarkupLine($"[bold]{one.Id}[/] {Safe(one.Name)} ({one.Kind})");
        AnsiConsole.MarkupLine($"  {Safe(one.Location)}");
        if (one.Description.Length > 0)
        {
            AnsiConsole.MarkupLine($"  {Safe(one.Description)}");
        }

        if (one.HasPassword)
        {
            AnsiConsole.MarkupLine($"  [grey]{In(language, "its password is kept sealed", "密码已加密保存")}[/]");
        }
    }

    public static void ShowRemoved(DataSourceDocument one, Language language) => AnsiConsole.MarkupLine(In(
        language, $"Removed datasource {one.Id}, {Safe(one.Name)}.", $"已删除数据源 {one.Id}:{Safe(one.Name)}。"));

    public static void ShowReport(ConnectionReportDocument report, Language language)
    {
        AnsiConsole.MarkupLine($"[bold]{Safe(report.Key)}[/]");
        foreach (var step in report.Steps)
        {
            var mark = step.Outcome switch
            {
                "ok" => "[green]✓[/]",
                "warning" => "[yellow]![/]",
                _ => "[red]✗[/]",
            };
            AnsiConsole.MarkupLine($"{mark} {step.Step,-10} {Safe(step.Message)}");
            if (step.Advice is { } advice)
            {
                AnsiConsole.MarkupLine($"  {"",-10} [grey]→ {Safe(advice)}[/]");
            }
        }

        AnsiConsole.MarkupLine(report.Ok ? In(language, "It can be asked.", "可以使用。") : In(language, "It can't be asked yet.", "暂时无法使用。"));
    }

    public static void ShowRotation(KeyRotation rotation, Language language)
    {
        AnsiConsole.MarkupLine(In(
            language,
            $"{rotation.Sealed} passwords are sealed with the new key {rotation.KeyId}.",
            $"已用新密钥 {rotation.KeyId} 重新加密 {rotation.Sealed} 个密码。"));
        foreach (var id in rotation.Lost)
        {
            AnsiConsole.MarkupLine($"[yellow]{In(language, $"The password of datasource {id} could not be opened: enter it again.", $"无法解开数据源 {id} 的密码,请重新输入。")}[/]");
        }
    }

    private static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));

    private static string In(Language language, string english, string chinese) => new LocalizedText(english, chinese).In(language);
}
