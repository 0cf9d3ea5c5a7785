using System.CommandLine;
using Memori.Cli.Audit;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Text;
using Memori.Text2Sql;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Memori.Cli.Ask;

/// <summary><c>memori feedback ID --right | --wrong | --sql "SELECT …"</c>.</summary>
internal static class FeedbackCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The learned_memory_id of an answer · 答案的 learned_memory_id" };
        var right = new Option<bool>("--right") { Description = "The answer was right · 答案正确" };
        var wrong = new Option<bool>("--wrong") { Description = "The answer was wrong: never use it again · 答案错误,不再使用" };
        var sql = new Option<string?>("--sql") { Description = "The right SQL: checked, run and remembered · 正确的 SQL,检查执行后记住" };
        var caller = new CallerOptions();
        var json = CommonOptions.Json();
        var language = CommonOptions.Language();
        var command = new Command("feedback", "Say whether an answer was right · 评价答案是否正确") { id, right, wrong, sql, json, language };
        caller.AddTo(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(right) ? 1 : 0) + (result.GetValue(wrong) ? 1 : 0) + (result.GetValue(sql) is null ? 0 : 1) != 1)
            {
                result.AddError("Give one of --right, --wrong or --sql. · 请提供 --right、--wrong 或 --sql 之一。");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (who, memory) = (caller.Of(parsed), parsed.GetValue(id)!);
            var scope = Scope.Create(who.UserId);
            await using var services = await CliServices.StartAsync(cancellationToken);
            var feedback = services.GetRequiredService<FeedbackPipeline>();
            var outcome = await StatementAudit.RunAsync(
                services,
                StatementAudit.Feedback,
                who,
                parsed.GetValue(sql),
                null,
                () => parsed.GetValue(sql) is { } corrected ? feedback.CorrectAsync(scope, who, memory, corrected, cancellationToken)
                    : parsed.GetValue(right) ? feedback.RightAsync(scope, who, memory, cancellationToken)
                    : feedback.WrongAsync(scope, who, memory, cancellationToken));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(FeedbackDocument.From(outcome), ServiceJson.Readable.FeedbackDocument);
            }
            else
            {
                Show(outcome, parsed.GetValue(right) || parsed.GetValue(sql) is not null, CommonOptions.LanguageOf(parsed));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static void Show(FeedbackOutcome outcome, bool right, Language language)
    {
        var text = right
            ? new LocalizedText($"Noted: from now on this answers “{outcome.Question}” ({outcome.MemoryId}).", $"已记录:今后以此回答“{outcome.Question}”({outcome.MemoryId})。")
            : new LocalizedText($"Noted: this SQL is not offered for “{outcome.Question}” again.", $"已记录:不再用此 SQL 回答“{outcome.Question}”。");
        AnsiConsole.WriteLine(TerminalText.Safe(text.In(language)));
        AnsiConsole.MarkupLine($"[grey]{Markup.Escape(TerminalText.Safe(outcome.Sql))}[/]");
    }
}
