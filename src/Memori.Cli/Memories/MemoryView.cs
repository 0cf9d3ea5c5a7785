using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Memories;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Memories;

/// <summary>Memories as a person reads them in a terminal.</summary>
internal static class MemoryView
{
    private const int LongestContent = 200;

    public static void ShowKept(MemoryDocument memory, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[green]✓[/] remembered as {Safe(memory.Id)} [grey]({memory.Kind}, {memory.Layer})[/]",
            $"[green]✓[/] 已记住,编号 {Safe(memory.Id)} [grey]({memory.Kind},{memory.Layer})[/]").In(language));

    public static void ShowStanding(MemoryDocument memory, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[green]✓[/] {Safe(memory.Id)}: {memory.Layer}, {memory.Status}", $"[green]✓[/] {Safe(memory.Id)}:{memory.Layer},{memory.Status}").In(language));

    public static void ShowWorkingSet(WorkingSetDocument set, Language language)
    {
        var table = Table(language, new("kind", "类型"), new("text", "内容"), new("importance", "重要性"), new("id", "编号"));
        foreach (var memory in set.Memories)
        {
            table.AddRow(memory.Kind, Content(memory), Number(memory.Importance), Safe(memory.Id));
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(new LocalizedText(
            $"[grey]{Count(set.Memories.Count)}, about {set.Tokens} tokens[/]", $"[grey]{set.Memories.Count} 条记忆,约 {set.Tokens} 个 token[/]").In(language));
    }

    public static void ShowObserved(ObservedDocument observed, Language language)
    {
        foreach (var turn in new[] { observed.UserTurn, observed.AssistantTurn }.OfType<MemoryDocument>())
        {
            ShowKept(turn, language);
        }

        foreach (var memory in observed.Extracted ?? [])
        {
            AnsiConsole.MarkupLine(new LocalizedText(
                $"[green]✓[/] understood: {Content(memory)} [grey]({memory.Kind}, {Safe(memory.Id)})[/]",
                $"[green]✓[/] 已理解:{Content(memory)} [grey]({memory.Kind},{Safe(memory.Id)})[/]").In(language));
        }

        if (observed.UserTurn is null && observed.AssistantTurn is null)
        {
            AnsiConsole.WriteLine(new LocalizedText("Nothing of it was worth keeping.", "没有值得保留的内容。").In(language));
        }
    }

    public static void ShowHistory(MemoryHistoryDocument history, Language language)
    {
        var table = Table(language, new("text", "内容"), new("status", "状态"), new("replaced", "被取代时间"), new("why", "原因"), new("id", "编号"));
        foreach (var (memory, replacedAt, reason) in history.Versions)
        {
            table.AddRow(Content(memory), memory.Status, replacedAt is { } time ? Time(time) : "", reason ?? "", Safe(memory.Id));
        }

        AnsiConsole.Write(table);
    }

    public static void ShowConsolidated(ConsolidatedDocument consolidated, Language language) =>
        AnsiConsole.WriteLine(new LocalizedText(
            $"{Count(consolidated.Consolidated)} put aside because another says the same.", $"已归并 {consolidated.Consolidated} 条内容相同的记忆。").In(language));

    public static void ShowKnown(MemoryDocument memory, Language language) =>
        AnsiConsole.MarkupLine(new LocalizedText(
            $"{Safe(memory.Id)} is known already and unchanged: {Content(memory)} [grey]({memory.Status})[/]",
            $"编号 {Safe(memory.Id)} 已存在,未作更改:{Content(memory)} [grey]({memory.Status})[/]").In(language));

    public static void ShowDeleted(DeletedDocument deleted, Language language) =>
        AnsiConsole.WriteLine(new LocalizedText($"{Count(deleted.Deleted)} deleted for good.", $"已永久删除 {deleted.Deleted} 条记忆。").In(language));

    public static void ShowImported(ImportedDocument imported, Language language) =>
        AnsiConsole.WriteLine(new LocalizedText(
            $"{Count(imported.Imported)} read; those known before are unchanged.", $"已读取 {imported.Imported} 条记忆;已有的保持不变。").In(language));

    public static void ShowList(MemoryListDocument list, Language language)
    {
        var table = Table(language, new("id", "编号"), new("kind", "类型"), new("text", "内容"), new("importance", "重要性"), new("session", "会话"), new("made", "创建时间"));
        var active = MemoryWords.Of(MemoryStatus.Active);
        var isMixed = list.Memories.Any(memory => memory.Status != active);
        if (isMixed)
        {
            table.AddColumn(new LocalizedText("status", "状态").In(language));
        }

        foreach (var memory in list.Memories)
        {
            string[] cells = [Safe(memory.Id), memory.Kind, Content(memory), Number(memory.Importance), Safe(memory.SessionId ?? ""), Time(memory.CreatedAt)];
            table.AddRow(isMixed ? [.. cells, memory.Status] : cells);
        }

        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(new LocalizedText($"[grey]{Count(list.Memories.Count)}[/]", $"[grey]{list.Memories.Count} 条记忆[/]").In(language));
    }

    /// <summary>Who else has memories.</summary>
    public static void ShowOthers(IReadOnlyList<string> users, Language language)
    {
        if (users.Count > 0)
        {
            var names = Safe(string.Join(", ", users));
            AnsiConsole.MarkupLine(new LocalizedText($"[grey]--user names another user: {names}[/]", $"[grey]可用 --user 指定其他用户:{names}[/]").In(language));
        }
    }

    public static void ShowFound(MemorySearchDocument search, Language language)
    {
        if (search.Results.Count == 0)
        {
            AnsiConsole.WriteLine(new LocalizedText("Nothing remembered answers that.", "没有相关的记忆。").In(language));
            return;
        }

        var explained = search.Results[0].Explanation is not null;
        var table = Table(language, new("score", "得分"), new("kind", "类型"), new("text", "内容"), new("id", "编号"));
        if (explained)
        {
            table.AddColumn(new LocalizedText("why", "由来").In(language));
        }

        foreach (var (memory, score, why) in search.Results)
        {
            string[] cells = [Number(score), memory.Kind, Content(memory), Safe(memory.Id)];
            table.AddRow(why is null ? cells : [.. cells, Safe(string.Create(
                CultureInfo.InvariantCulture,
                $"text {why.Text:0.00} conversation {why.Conversation:0.00} cues {why.Cues:0.00} importance {why.Importance:0.00} repetition {why.Repetition:0.00}: {string.Join(' ', why.Terms)}"))]);
        }

        AnsiConsole.Write(table);
    }

    public static void ShowOne(MemoryDocument memory, Language language)
    {
        AnsiConsole.MarkupLine($"[bold]{Safe(memory.Content)}[/]");
        var grid = new Grid().AddColumn().AddColumn();
        Add(new("id", "编号"), string.Join(", ", memory.MergedIds.Prepend(memory.Id)));
        Add(new("kind", "类型"), $"{memory.Kind}, {memory.Mode}, {memory.Layer}, {memory.Status}");
        Add(new("importance", "重要性"), $"{Number(memory.Importance)} · {new LocalizedText("feedback", "反馈").In(language)} {Number(memory.Feedback)} · {new LocalizedText("confidence", "置信度").In(language)} {Number(memory.Confidence)}");
        Add(new("session", "会话"), memory.SessionId);
        Add(new("namespace", "命名空间"), memory.Namespace);
        Add(new("from", "来源"), string.Join(" · ", new[] { memory.Speaker, memory.Provenance }.OfType<string>()));
        Add(new("made", "创建时间"), Time(memory.CreatedAt));
        Add(new("said", "发生时间"), memory.OccurredAt is { } said ? Time(said) : null);
        Add(new("valid", "有效期"), memory.ValidFrom is null && memory.ValidTo is null ? null
            : $"{(memory.ValidFrom is { } from ? Time(from) : "…")} – {(memory.ValidTo is { } to ? Time(to) : "…")}");
        Add(new("replaced by", "被取代"), memory.SupersededBy);
        Add(new("expires", "到期"), memory.ExpiresAt is { } expiry ? Time(expiry) : null);
        Add(new("entities", "实体"), string.Join(", ", memory.Entities));
        Add(new("recalled", "被召回"), string.Create(CultureInfo.InvariantCulture, $"{memory.AccessCount} ×"));
        Add(new("metadata", "元数据"), memory.Metadata?.ToJsonString(Server.Ask.ServiceJson.Readable.Options));
        AnsiConsole.Write(grid);

        void Add(LocalizedText name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                grid.AddRow($"[grey]{name.In(language)}[/]", Safe(value));
            }
        }
    }

    public static void ShowStatistics(MemoryStatisticsDocument statistics, Language language)
    {
        var table = Table(language, new("memories", "记忆数"), new("tokens", "token 数"), new("average importance", "平均重要性"), new("oldest", "最早"), new("newest", "最新"));
        table.AddRow(
            statistics.TotalMemories.ToString("N0", CultureInfo.InvariantCulture),
            statistics.MemoryTokens.ToString("N0", CultureInfo.InvariantCulture),
            Number(statistics.AvgImportance),
            statistics.OldestMemory is { } oldest ? Time(oldest) : "–",
            statistics.NewestMemory is { } newest ? Time(newest) : "–");
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine(string.Join(" · ", statistics.ByKind.Concat(statistics.ByLayer).Select(pair => $"{pair.Key} {pair.Value}")));
    }

    private static Table Table(Language language, params LocalizedText[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(column.In(language));
        }

        return table;
    }

    private static string Count(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "memory" : "memories")}");

    private static string Content(MemoryDocument memory)
    {
        var text = memory.Content;
        if (text.Length <= LongestContent)
        {
            return Safe(text);
        }

        var end = char.IsHighSurrogate(text[LongestContent - 1]) ? LongestContent - 1 : LongestContent;
        return Safe(string.Concat(text.AsSpan(0, end), "…"));
    }

    private static string Number(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Safe(string text) => Markup.Escape(TerminalText.Safe(text));
}
