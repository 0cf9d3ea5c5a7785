using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.State;

/// <summary>State, backups and jobs as a person reads them in a terminal.</summary>
internal static class StateView
{
    public static void ShowBackup(StateDocument backup, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[green]✓[/] {backup.Memories} memories of {backup.Owners} owners in {Safe(backup.Path)} [grey]({Size(backup.Bytes)})[/]",
            $"[green]✓[/] 已备份 {backup.Owners} 个所有者的 {backup.Memories} 条记忆到 {Safe(backup.Path)} [grey]({Size(backup.Bytes)})[/]").In(language));

    public static void ShowRestored(StateDocument state, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[green]✓[/] restored: {state.Memories} memories of {state.Owners} owners [grey]({Size(state.Bytes)})[/]",
            $"[green]✓[/] 已恢复 {state.Owners} 个所有者的 {state.Memories} 条记忆 [grey]({Size(state.Bytes)})[/]").In(language));

    public static void ShowHealth(DoctorDocument health, Language language)
    {
        if (!health.Exists)
        {
            AnsiConsole.MarkupLine(new LocalizedText("[green]✓[/] nothing is kept yet", "[green]✓[/] 尚无任何状态").In(language));
            return;
        }

        AnsiConsole.MarkupLine(new LocalizedText(
            $"{Safe(health.Path)}: {Size(health.Bytes)}, log {Size(health.LogBytes)}, free disk {Size(health.FreeBytes)}; {health.Memories} memories of {health.Owners} owners, {health.Jobs} jobs",
            $"{Safe(health.Path)}:{Size(health.Bytes)},日志 {Size(health.LogBytes)},磁盘剩余 {Size(health.FreeBytes)};{health.Owners} 个所有者的 {health.Memories} 条记忆,{health.Jobs} 个任务").In(language));
        foreach (var code in health.Repaired)
        {
            AnsiConsole.MarkupLine(new LocalizedText($"[green]✓[/] repaired: {code}", $"[green]✓[/] 已修复:{code}").In(language));
        }

        foreach (var finding in health.Findings)
        {
            var repairable = finding.Repairable ? new LocalizedText(" (doctor --repair)", "(doctor --repair)").In(language) : "";
            AnsiConsole.MarkupLine($"[red]✗[/] {Safe(finding.Text)} [grey]{finding.Code} × {finding.Count}{Safe(repairable)}: {Safe(string.Join(", ", finding.Examples))}[/]");
        }

        if (health.Clean)
        {
            AnsiConsole.MarkupLine(new LocalizedText("[green]✓[/] everything is in order", "[green]✓[/] 一切正常").In(language));
        }
    }

    public static void ShowJobs(JobsDocument work, Language language)
    {
        JobsView.ShowScheduled(work.Scheduled, language);
        var jobs = Table(language, new("queue", "队列"), new("id", "编号"), new("owner", "所有者"), new("state", "状态"), new("attempts", "次数"), new("due", "到期"), new("error", "错误"));
        foreach (var job in work.Jobs)
        {
            jobs.AddRow(Safe(job.Queue), Safe(job.Id), Safe(job.Owner), job.State, job.Attempts.ToString(CultureInfo.InvariantCulture), Time(job.DueAt), Safe(job.Error ?? ""));
        }

        AnsiConsole.Write(jobs);
        if (work.Leads.Count > 0)
        {
            var leads = Table(language, new("lead", "主导"), new("holder", "持有者"), new("until", "有效至"), new("notes", "备注"));
            foreach (var lead in work.Leads)
            {
                leads.AddRow(Safe(lead.Name), Safe(lead.Holder ?? ""), lead.Holder is null ? "" : Time(lead.LeasedUntil), Safe(lead.Notes));
            }

            AnsiConsole.Write(leads);
        }

        if (work.Embeddings is { } embeddings)
        {
            AnsiConsole.MarkupLine(Safe(new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $"{embeddings.Done:#,0} of {embeddings.Total:#,0} memories are embedded ({embeddings.Model})."),
                string.Create(CultureInfo.InvariantCulture, $"已嵌入 {embeddings.Done:#,0} / {embeddings.Total:#,0} 条记忆({embeddings.Model})。")).In(language)));
        }
    }

    public static Table Table(Language language, params LocalizedText[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(column.In(language));
        }

        return table;
    }

    private static string Size(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):#,0.#} MB");

    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));
}
