using System.Globalization;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Monitoring;
using Memori.Server.Monitoring.Leaks;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Monitoring;

/// <summary>Figures of the service as a person reads them in a terminal.</summary>
internal static class StatsView
{
    private const int NarrowColumns = 6;

    public static void ShowHours(HourlyStatsDocument stats, Language language)
    {
        if (stats.Total is not { } total)
        {
            AnsiConsole.MarkupLine(new LocalizedText($"No requests in the last {stats.PeriodHours} hours.", $"最近 {stats.PeriodHours} 小时没有请求。").In(language));
            return;
        }

        AnsiConsole.MarkupLine(Invariant(language, $"{stats.TotalRequests:N0} requests in the last {stats.PeriodHours} hours, {total.FailedRequests:N0} failed, {total.RefusedRequests:N0} refused, ${stats.TotalCost:N4}.", $"最近 {stats.PeriodHours} 小时共 {stats.TotalRequests:N0} 个请求,失败 {total.FailedRequests:N0},拒绝 {total.RefusedRequests:N0},费用 ${stats.TotalCost:N4}。"));
        var types = Table(new LocalizedText("request", "请求类型"), language);
        stats.ByType!.ToList().ForEach(type => Add(types, type.RequestType, type.Figures));
        Add(types, new LocalizedText("all", "合计").In(language), total);
        AnsiConsole.Write(types);
        var hours = Table(new LocalizedText("hour", "小时"), language);
        stats.ByHour!.ToList().ForEach(hour => Add(hours, hour.Hour.ToLocalTime().ToString(ConsoleSetup.IsNarrow ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), hour.Figures));
        AnsiConsole.Write(hours);
    }

    public static void ShowLeak(LeakDocument leak, Language language)
    {
        if (leak.Latest is not { } latest)
        {
            AnsiConsole.MarkupLine(Markup.Escape(leak.Reason ?? ""));
            return;
        }

        AnsiConsole.MarkupLine(leak.LeakDetected
            ? new LocalizedText($"[red]It leaks: {string.Join(", ", leak.Suspects!)}.[/]", $"[red]存在泄漏:{string.Join("、", leak.Suspects!)}。[/]").In(language)
            : new LocalizedText("[green]It does not leak.[/]", "[green]未发现泄漏。[/]").In(language));
        AnsiConsole.MarkupLine(Invariant(
            language,
            $"{latest.Timestamp.ToLocalTime():yyyy-MM-dd HH:mm}: {latest.RssMb:N0} MiB resident, {latest.HeapMb:N0} MiB of objects, {latest.Handles:N0} handles, {latest.Threads:N0} threads.",
            $"{latest.Timestamp.ToLocalTime():yyyy-MM-dd HH:mm}:常驻内存 {latest.RssMb:N0} MiB,对象 {latest.HeapMb:N0} MiB,句柄 {latest.Handles:N0},线程 {latest.Threads:N0}。"));
        AnsiConsole.MarkupLine(Markup.Escape(leak.Recommendation ?? ""));
    }

    private static Table Table(LocalizedText first, Language language)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(new TableColumn(first.In(language)).NoWrap());
        foreach (var heading in (LocalizedText[])[
            new("requests", "请求"), new("failed", "失败"), new("refused", "拒绝"), new("tokens", "token"), new("USD", "美元"), new("p95 ms", "p95 毫秒"), new("average ms", "平均毫秒"), new("p99 ms", "p99 毫秒")])
        {
            if (table.Columns.Count < NarrowColumns || !ConsoleSetup.IsNarrow)
            {
                table.AddColumn(new TableColumn(heading.In(language)).RightAligned().NoWrap());
            }
        }

        return table;
    }

    private static void Add(Table table, string name, RequestSumDocument sum) => StateView.AddRow(
        table,
        Markup.Escape(TerminalText.Safe(name)),
        Number(sum.Requests),
        Number(sum.FailedRequests),
        Number(sum.RefusedRequests),
        Number(sum.InputTokens + sum.OutputTokens + sum.CacheCreationInputTokens + sum.CacheReadInputTokens),
        sum.CostUsd.ToString("N4", CultureInfo.InvariantCulture),
        Number(sum.P95LatencyMs),
        Number(sum.AvgLatencyMs),
        Number(sum.P99LatencyMs));

    private static string Number(double number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Invariant(Language language, FormattableString english, FormattableString chinese) =>
        new LocalizedText(FormattableString.Invariant(english), FormattableString.Invariant(chinese)).In(language);
}
