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
            $"[green]✓[/] {Kept(backup)} in {Safe(backup.Path)} [grey]({Size(backup.Bytes)})[/]",
            $"[green]✓[/] 已备份 {backup.Owners} 个所有者的 {backup.Memories} 条记忆到 {Safe(backup.Path)} [grey]({Size(backup.Bytes)})[/]").In(language));

    public static void ShowRestored(StateDocument state, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[green]✓[/] restored: {Kept(state)} [grey]({Size(state.Bytes)})[/]",
            $"[green]✓[/] 已恢复 {state.Owners} 个所有者的 {state.Memories} 条记忆 [grey]({Size(state.Bytes)})[/]").In(language));

    public static void ShowHealth(DoctorDocument health, Language language)
    {
        if (!health.Exists)
        {
            AnsiConsole.MarkupLine(new LocalizedText(
                $"[yellow]![/] there is no {Safe(health.Path)}: nothing is kept yet, or MEMORI_DATA_DIR names another directory",
                $"[yellow]![/] {Safe(health.Path)} 不存在:尚无任何状态,或 MEMORI_DATA_DIR 指向了其他目录").In(language));
            return;
        }

        AnsiConsole.MarkupLine(new LocalizedText(
            $"{Safe(health.Path)}: {Size(health.Bytes)}, log {Size(health.LogBytes)}, free disk {Size(health.FreeBytes)}; {Count(health.Memories, "memory", "memories")} of {Count(health.Owners, "owner", "owners")}, {Count(health.Jobs, "job", "jobs")}",
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
        const int Identifiers = 2;
        const int NarrowColumns = 4;
        var jobs = Table(language, Identifiers, NarrowColumns, new("queue", "队列"), new("id", "编号"), new("state", "状态"), new("error", "错误"), new("owner", "所有者"), new("attempts", "次数"), new("due", "到期"));
        foreach (var job in work.Jobs)
        {
            AddRow(jobs, Safe(job.Queue), Safe(job.Id), job.State, Safe(job.Error ?? ""), Safe(job.Owner), job.Attempts.ToString(CultureInfo.InvariantCulture), Time(job.DueAt));
        }

        AnsiConsole.Write(jobs);
        if (work.Leads.Count > 0)
        {
            var leads = Table(language, identifiers: 1, narrowColumns: 3, new("lead", "主导"), new("holder", "持有者"), new("until", "有效至"));
            foreach (var lead in work.Leads)
            {
                leads.AddRow(Safe(lead.Name), Safe(lead.Holder ?? ""), lead.Holder is null ? "" : Time(lead.LeasedUntil));
            }

            AnsiConsole.Write(leads);
            if (work.Leads.Any(lead => lead.Holder is not null && lead.LeasedUntil > TimeProvider.System.GetUtcNow()))
            {
                AnsiConsole.MarkupLine(new LocalizedText(
                    "[yellow]A service runs on this state. The intervals above are of this shell's settings; the service's may differ: ask it with GET /api/admin/jobs.[/]",
                    "[yellow]有服务正在使用此状态。以上间隔来自当前命令行的设置,可能与服务的设置不同:请用 GET /api/admin/jobs 查询服务。[/]").In(language));
            }
        }

        if (work.Embeddings is { } embeddings)
        {
            AnsiConsole.MarkupLine(Safe(new LocalizedText(
                string.Create(CultureInfo.InvariantCulture, $"{embeddings.Done:#,0} of {embeddings.Total:#,0} memories are embedded ({embeddings.Model})."),
                string.Create(CultureInfo.InvariantCulture, $"已嵌入 {embeddings.Done:#,0} / {embeddings.Total:#,0} 条记忆({embeddings.Model})。")).In(language)));
        }
    }

    /// <summary>A table that fits.</summary>
    /// <param name="language">The language of the headings.</param>
    /// <param name="identifiers">How many of the first columns are never broken over lines, so that they can be copied.</param>
    /// <param name="narrowColumns">How many of the first columns are shown where there is little room.</param>
    /// <param name="columns">The headings.</param>
    public static Table Table(Language language, int identifiers, int narrowColumns, params LocalizedText[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var (at, column) in columns.Take(ConsoleSetup.IsNarrow ? narrowColumns : columns.Length).Index())
        {
            var made = new TableColumn(column.In(language));
            table.AddColumn(at < identifiers ? made.NoWrap() : made);
        }

        return table;
    }

    /// <summary>Adds the cells for which the table has columns.</summary>
    public static void AddRow(Table table, params string[] cells) => table.AddRow(cells[..table.Columns.Count]);

    private static string Kept(StateDocument state) => $"{Count(state.Memories, "memory", "memories")} of {Count(state.Owners, "owner", "owners")}";

    private static string Count(long count, string one, string several) => TerminalText.Count(count, one, several);

    private static string Size(long bytes) => bytes < 1 << 20
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.#} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):#,0.#} MB");

    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));
}
