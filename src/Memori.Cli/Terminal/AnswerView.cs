using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Sql;
using Spectre.Console;

namespace Memori.Cli.Terminal;

/// <summary>An answer as a person reads it in a terminal.</summary>
internal static class AnswerView
{
    public static void Show(Answer answer, SqlDialect dialect, Language language)
    {
        if (answer.Clarification is { } clarification)
        {
            AnsiConsole.MarkupLine($"[yellow]?[/] {Markup.Escape(TerminalText.Safe(clarification.Question))}");
            foreach (var option in clarification.Options)
            {
                AnsiConsole.MarkupLine($"  · {Markup.Escape(TerminalText.Safe(option))}");
            }

            if (answer.LearnedMemoryId is { } wrong)
            {
                AnsiConsole.MarkupLine($"[grey]memori feedback {Markup.Escape(wrong)} --sql \"SELECT …\"[/]");
            }

            return;
        }

        if (answer.Sql is { } sql)
        {
            AnsiConsole.Write(SqlHighlighter.Highlight(TerminalText.Safe(SqlRenderer.Format(SqlParser.Parse(sql, dialect), dialect)), dialect));
            AnsiConsole.WriteLine();
        }

        if (answer.Result is { } result)
        {
            ResultView.Show(result, language);
        }

        if (answer.Explanation is { } explanation)
        {
            AnsiConsole.MarkupLine(Markup.Escape(TerminalText.Safe(explanation)));
        }

        ShowFooter(answer, language);
    }

    private static void ShowFooter(Answer answer, Language language)
    {
        var by = answer.Model is null ? answer.Generator : $"{answer.Generator} ({answer.Model})";
        var line = new LocalizedText(
            $"confidence {answer.Confidence:0.00} · by {by}{Cost(answer)}",
            $"置信度 {answer.Confidence:0.00} · 来源 {by}{Cost(answer)}").In(language);
        AnsiConsole.MarkupLine($"[bold]{Markup.Escape(line)}[/]");
        foreach (var memory in answer.Memories)
        {
            var used = new LocalizedText("used memory", "使用的记忆").In(language);
            AnsiConsole.MarkupLine($"[grey]{used}: {Markup.Escape(TerminalText.Safe(memory.Content))} ({memory.Kind}, {memory.Score:0.00})[/]");
        }

        foreach (var step in answer.Trace)
        {
            AnsiConsole.MarkupLine($"[grey]{step.Stage,-9}{step.Ms.ToString("0.0", CultureInfo.InvariantCulture),8} ms  {Markup.Escape(TerminalText.Safe(step.Detail))}[/]");
        }
    }

    private static string Cost(Answer answer) => answer.Usage.TotalTokens == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" · {answer.Usage.TotalTokens:N0} tokens · ${answer.Usage.CostUsd:0.######}");
}
