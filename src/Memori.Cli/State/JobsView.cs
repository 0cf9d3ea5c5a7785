using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Jobs;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.State;

/// <summary>Scheduled work as a person reads it in a terminal.</summary>
internal static class JobsView
{
    public static void ShowScheduled(IReadOnlyList<JobDocument> scheduled, Language language)
    {
        var table = StateView.Table(
            language, identifiers: 1, narrowColumns: 5, new("job", "任务"), new("every", "间隔"), new("last run", "上次运行"), new("next run", "下次运行"), new("outcome", "结果"), new("took", "耗时"), new("failures", "连续失败"), new("what it does", "说明"));
        foreach (var job in scheduled)
        {
            var failures = job.Failures == 0 ? "" : StateView.Safe(string.Create(CultureInfo.InvariantCulture, $"{job.Failures} ({job.LastError})"));
            StateView.AddRow(
                table,
                StateView.Safe(job.Name),
                job.IntervalSeconds is { } seconds ? Span(TimeSpan.FromSeconds(seconds)) : new LocalizedText("by hand", "手动").In(language),
                job.LastRun is { } last ? StateView.Time(last.BegunAt) : "",
                job.NextRunAt is { } next ? StateView.Time(next) : "",
                ConsoleSetup.IsNarrow ? $"{Outcome(job, language)} {failures}".TrimEnd() : Outcome(job, language),
                job.LastRun?.DurationMs is { } took ? Span(TimeSpan.FromMilliseconds(took)) : "",
                failures,
                StateView.Safe(job.Description));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowRun(JobDocument job, Language language)
    {
        AnsiConsole.MarkupLine($"{(job.LastRun?.Outcome == "done" ? "[green]✓[/]" : "[red]✗[/]")} {StateView.Safe(job.Name)}: {Outcome(job, language)} {StateView.Safe(job.LastReason ?? job.LastError ?? "")}");
        AnsiConsole.MarkupLine(new LocalizedText(
            "[grey]It ran with the settings of this shell; a service may have others (MEMORI_BACKUP_DIR, for one).[/]",
            "[grey]本次运行采用当前命令行的设置,可能与服务的设置不同(例如 MEMORI_BACKUP_DIR)。[/]").In(language));
    }

    public static void ShowRetried(QueuedJobDocument job, Language language) => AnsiConsole.MarkupLine(new LocalizedText(
        $"[green]✓[/] {StateView.Safe(job.Queue)}/{StateView.Safe(job.Id)} is due again; the service does it, or: memori jobs --run",
        $"[green]✓[/] {StateView.Safe(job.Queue)}/{StateView.Safe(job.Id)} 已重新排队;由服务执行,或运行 memori jobs --run").In(language));

    private static string Outcome(JobDocument job, Language language)
    {
        if (job.RunningAt is { } where)
        {
            return StateView.Safe(new LocalizedText($"running ({where})", $"运行中({where})").In(language));
        }

        return job.LastRun is not { } last ? new LocalizedText("never ran", "从未运行").In(language) : last.Outcome switch
        {
            "done" => StateView.Safe(last.Note ?? new LocalizedText("done", "完成").In(language)),
            "failed" => new LocalizedText("[red]failed[/]", "[red]失败[/]").In(language),
            "stopped" => new LocalizedText("stopped with the service", "随服务停止").In(language),
            _ => new LocalizedText("[red]its process died[/]", "[red]进程中断[/]").In(language),
        };
    }

    private static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.#} s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.#} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0.#} h"),
    };
}
