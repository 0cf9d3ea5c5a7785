using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Access.Keys;
using Memori.Server.Memories;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Keys;

/// <summary>API keys as a person reads them in a terminal.</summary>
internal static class KeysView
{
    public static void ShowMade(KeyDocument key, Language language)
    {
        AnsiConsole.MarkupLine(new LocalizedText(
            "[green]✓[/] the key; it is shown this once, so keep it now:", "[green]✓[/] 密钥如下,仅显示这一次,请立即保存:").In(language));
        Console.Out.WriteLine(key.Secret);
        AnsiConsole.MarkupLine(new LocalizedText(
            "[grey]From now on the service lets nobody in without a key.[/]", "[grey]此后服务只接受带有密钥的请求。[/]").In(language));
    }

    public static void ShowRevoked(DeletedDocument revoked, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText("[green]✓[/] revoked: it is refused from now on", "[green]✓[/] 已吊销,即刻失效").In(language));

    public static void ShowList(KeyListDocument keys, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (LocalizedText[])[new("key", "密钥"), new("role", "角色"), new("user", "用户"), new("memory", "记忆"), new("name", "用途"), new("made", "创建时间"), new("revoked", "吊销时间")])
        {
            table.AddColumn(heading.In(language));
        }

        foreach (var key in keys.Keys)
        {
            table.AddRow(
                Markup.Escape(key.Prefix + "…"),
                key.Role,
                Safe(key.UserId),
                key.Memory switch { true => "on", false => "off", null => "" },
                Safe(key.Name),
                Time(key.CreatedAt),
                Time(key.RevokedAt));
        }

        AnsiConsole.Write(table);
    }

    private static string Safe(string? text) => Markup.Escape(TerminalText.Safe(text ?? ""));

    private static string Time(DateTimeOffset? at) => at?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";
}
