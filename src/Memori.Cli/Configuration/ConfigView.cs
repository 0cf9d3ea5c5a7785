using Memori.Cli.Terminal;
using Memori.Server.Configuration;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Configuration;

/// <summary>Settings as a person reads them in a terminal.</summary>
internal static class ConfigView
{
    public static void ShowSettings(IEnumerable<SettingValue> values, string? profile, Language language)
    {
        AnsiConsole.MarkupLine(new LocalizedText(
            $"profile [bold]{Safe(profile ?? "none")}[/]", $"配置档 [bold]{Safe(profile ?? "无")}[/]").In(language));
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumns(In(language, "setting", "设置"), In(language, "value", "值"), In(language, "from", "来源"));
        foreach (var value in values)
        {
            table.AddRow(value.Setting.Name, Safe(value.Shown ?? value.Setting.Otherwise?.In(language) ?? ""), Safe(value.Origin.Text.In(language)));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowFindings(ConfigCheckDocument check, Language language)
    {
        foreach (var finding in check.Findings)
        {
            var mark = finding.Severity == "error" ? "[red]✗[/]" : "[yellow]![/]";
            AnsiConsole.MarkupLine($"{mark} {Safe(finding.Text)} [grey]{finding.Code}[/]");
        }

        if (check.Ok)
        {
            AnsiConsole.MarkupLine(In(language, "[green]✓[/] the settings are in order", "[green]✓[/] 设置没有错误"));
        }
    }

    private static string In(Language language, string english, string chinese) => new LocalizedText(english, chinese).In(language);

    private static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));
}
