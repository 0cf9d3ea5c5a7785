using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Sessions;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Sessions;

/// <summary>Sessions as a person reads them in a terminal.</summary>
internal static class SessionView
{
    public static void ShowList(SessionListDocument list, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (LocalizedText[])[new("session", "会话"), new("user", "用户"), new("state", "状态"), new("requests", "请求数"), new("last used", "最近使用"), new("began", "开始时间")])
        {
            table.AddColumn(heading.In(language));
        }

        foreach (var session in list.Sessions)
        {
            table.AddRow(Safe(session.SessionId), Safe(session.UserId), State(session).In(language), Number(session.Requests), Time(session.LastActivity), Time(session.CreatedAt));
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[grey]{list.Sessions.Count} {(list.Sessions.Count == 1 ? "session" : "sessions")}[/]", $"[grey]{list.Sessions.Count} 个会话[/]").In(language));
    }

    public static void ShowOne(SessionDocument session, Language language)
    {
        AnsiConsole.MarkupLine($"[bold]{Safe(session.SessionId)}[/]");
        var grid = new Grid().AddColumn().AddColumn();
        Add(new("user", "用户"), session.UserId);
        Add(new("state", "状态"), State(session).In(language));
        Add(new("began", "开始时间"), Time(session.CreatedAt));
        Add(new("last used", "最近使用"), Time(session.LastActivity));
        Add(new("expires", "到期"), session.ExpiresAt is { } expiry ? Time(expiry) : null);
        Add(new("ended", "结束时间"), session.EndedAt is { } end ? Time(end) : null);
        Add(new("requests", "请求数"), Number(session.Requests));
        Add(new("metadata", "元数据"), session.Metadata?.ToJsonString(ServiceJson.Readable.Options));
        AnsiConsole.Write(grid);

        void Add(LocalizedText name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                grid.AddRow($"[grey]{name.In(language)}[/]", Safe(value));
            }
        }
    }

    public static void ShowEnded(SessionEndDocument ended, Language language) => AnsiConsole.MarkupLine(new LocalizedText(
        $"[green]✓[/] over: it is refused from now on. Memories deleted: {ended.DeletedMemories}.", $"[green]✓[/] 会话已结束,即刻失效。已删除 {ended.DeletedMemories} 条记忆。").In(language));

    public static void ShowTranscript(TranscriptDocument transcript, Language language)
    {
        foreach (var entry in transcript.Entries)
        {
            AnsiConsole.MarkupLine($"[grey]{Time(entry.At)}[/] [bold]{Safe(entry.Speaker ?? entry.Role ?? entry.Kind)}[/] {Safe(entry.Content)}");
            if (entry.Sql is { } sql)
            {
                AnsiConsole.MarkupLine($"    [blue]{Safe(sql)}[/]");
            }
        }

        AnsiConsole.MarkupLine(new LocalizedText(
            $"[grey]{transcript.Entries.Count} of {transcript.Total} entries[/]", $"[grey]共 {transcript.Total} 条,显示 {transcript.Entries.Count} 条[/]").In(language));
    }

    private static LocalizedText State(SessionDocument session) => session.Why switch
    {
        null => new("active", "进行中"),
        "expired" => new("expired", "已过期"),
        _ => new("ended", "已结束"),
    };

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));
}
