using System.Globalization;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Access.Keys;
using Memori.Server.Memories;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Keys;

/// <summary>API keys as a person reads them in a terminal.</summary>
internal static class KeysView
{
    public static void ShowMade(KeyDocument key, bool isFirst, Language language)
    {
        AnsiConsole.MarkupLine(new LocalizedText(
            "[green]✓[/] the key; it is shown this once, so keep it now:", "[green]✓[/] 密钥如下,仅显示这一次,请立即保存:").In(language));
        Console.Out.WriteLine(key.Secret);
        if (isFirst)
        {
            AnsiConsole.MarkupLine(new LocalizedText(
                "[grey]From now on the service lets nobody in without a key.[/]", "[grey]此后服务只接受带有密钥的请求。[/]").In(language));
        }
    }

    public static void ShowRotated(KeyDocument key, Language language)
    {
        AnsiConsole.MarkupLine(new LocalizedText(
            "[green]✓[/] the new secret; it is shown this once, so keep it now:", "[green]✓[/] 新密钥如下,仅显示这一次,请立即保存:").In(language));
        Console.Out.WriteLine(key.Secret);
        AnsiConsole.MarkupLine((key.PreviousUntil is { } until
            ? new LocalizedText($"[grey]The old one is good until {Time(until)}.[/]", $"[grey]旧密钥有效至 {Time(until)}。[/]")
            : new LocalizedText("[grey]The old one is refused from now on.[/]", "[grey]旧密钥即刻失效。[/]")).In(language));
    }

    public static void ShowRevoked(DeletedDocument revoked, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText("[green]✓[/] revoked: it is refused from now on", "[green]✓[/] 已吊销,即刻失效").In(language));

    public static void ShowList(KeyListDocument keys, Language language)
    {
        var table = StateView.Table(
            language, identifiers: 1, narrowColumns: 5, new("key", "密钥"), new("role", "角色"), new("user", "用户"), new("datasources", "数据源"), new("state", "状态"),
            new("memory", "记忆"), new("name", "用途"), new("made", "创建时间"), new("last used", "最近使用"));
        var now = TimeProvider.System.GetUtcNow();
        foreach (var key in keys.Keys)
        {
            StateView.AddRow(
                table,
                Markup.Escape(key.Prefix + "…"),
                key.Role,
                Safe(key.UserId),
                key.Datasources is { } sources ? string.Join(", ", sources) : new LocalizedText("all", "全部").In(language),
                State(key, now).In(language),
                key.Memory switch { true => "on", false => "off", null => "" },
                Safe(key.Name),
                Time(key.CreatedAt),
                key.LastUsed?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
        }

        AnsiConsole.Write(table);
    }

    private static LocalizedText State(KeyDocument key, DateTimeOffset now) => key switch
    {
        { RevokedAt: { } at } => new($"revoked {Time(at)}", $"{Time(at)} 吊销"),
        { ExpiresAt: { } at } when at <= now => new($"expired {Time(at)}", $"{Time(at)} 过期"),
        { PreviousUntil: { } at } when at > now => new($"valid; its old secret until {Time(at)}", $"有效;旧密钥有效至 {Time(at)}"),
        { ExpiresAt: { } at } => new($"valid until {Time(at)}", $"有效至 {Time(at)}"),
        _ => new("valid", "有效"),
    };

    private static string Safe(string? text) => Markup.Escape(TerminalText.Safe(text ?? ""));

    private static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
