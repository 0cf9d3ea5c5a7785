using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Usage;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Usage;

/// <summary>Usage and limits as a person reads them in a terminal.</summary>
internal static class UsageView
{
    public static void ShowReport(UsageReportDocument report, Language language)
    {
        if (report.ByDay.Count == 0)
        {
            AnsiConsole.MarkupLine(new LocalizedText(
                $"Nothing was used in the last {report.PeriodDays} days.", $"最近 {report.PeriodDays} 天没有用量。").In(language));
        }
        else
        {
            var days = Table(new LocalizedText("day", "日期"), language);
            report.ByDay.ToList().ForEach(day => Add(days, day.Day.ToString("O", CultureInfo.InvariantCulture), day.Usage));
            Add(days, new LocalizedText("all", "合计").In(language), report.Total);
            AnsiConsole.Write(days);
            var models = Table(new LocalizedText("model", "模型"), language);
            report.ByModel.ToList().ForEach(model => Add(models, model.Model, model.Usage));
            AnsiConsole.Write(models);
            if (report.ByUser.Count > 1)
            {
                var users = Table(new LocalizedText("user", "用户"), language);
                report.ByUser.ToList().ForEach(user => Add(users, user.UserId, user.Usage));
                AnsiConsole.Write(users);
            }

            if (report.Total.EstimatedRequests > 0)
            {
                AnsiConsole.MarkupLine(new LocalizedText(
                    string.Create(CultureInfo.InvariantCulture, $"[yellow]{report.Total.EstimatedRequests:N0} of {report.Total.Requests:N0} requests ({report.Total.EstimatedShare:P1} of the tokens) estimated: the API did not say them to the end.[/]"),
                    string.Create(CultureInfo.InvariantCulture, $"[yellow]{report.Total.Requests:N0} 次请求中有 {report.Total.EstimatedRequests:N0} 次为估算值(占 token 的 {report.Total.EstimatedShare:P1}):API 未返回完整用量。[/]")).In(language));
            }
        }

        if (report.Today is { } today)
        {
            ShowStanding(today, language);
        }
    }

    public static void ShowStanding(StandingDocument today, Language language)
    {
        var none = new LocalizedText("no limit", "不限");
        var day = today.Limit is null ? none : new LocalizedText(
            $"limit {Number(today.Limit)}, left {Number(today.Remaining)}", $"限额 {Number(today.Limit)},剩余 {Number(today.Remaining)}");
        AnsiConsole.MarkupLine(new LocalizedText(
            $"Today: {Number(today.Used)} used, {Number(today.Reserved)} reserved; {day.English}; it begins anew at {Time(today.ResetsAt)}.",
            $"今天:已用 {Number(today.Used)},预留 {Number(today.Reserved)};{day.Chinese};{Time(today.ResetsAt)} 重置。").In(language));
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[grey]{(today.OwnLimits ? "Limits of its own" : "No limits of its own: the general ones hold")}; per request: {Number(today.RequestLimit, none.English)}.[/]",
            $"[grey]{(today.OwnLimits ? "单独限额" : "未设单独限额,适用通用限额")};单次请求:{Number(today.RequestLimit, none.Chinese)}。[/]").In(language));
    }

    private static Table Table(LocalizedText first, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first.In(language));
        foreach (var heading in (LocalizedText[])[
            new("requests", "请求"), new("input", "输入"), new("output", "输出"), new("cache write", "缓存写入"), new("cache read", "缓存读取"), new("tokens", "token"), new("USD", "美元")])
        {
            table.AddColumn(new TableColumn(heading.In(language)).RightAligned());
        }

        return table;
    }

    private static void Add(Table table, string name, UsageSumDocument usage) => table.AddRow(
        Markup.Escape(TerminalText.Safe(name)),
        Number(usage.Requests),
        Number(usage.InputTokens),
        Number(usage.OutputTokens),
        Number(usage.CacheCreationInputTokens),
        Number(usage.CacheReadInputTokens),
        Number(usage.TotalTokens),
        usage.CostUsd.ToString("N4", CultureInfo.InvariantCulture));

    private static string Number(long? number, string none = "") => number?.ToString("N0", CultureInfo.InvariantCulture) ?? none;

    private static string Time(DateTimeOffset at) => at.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
