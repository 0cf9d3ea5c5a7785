using System.CommandLine;
using System.Globalization;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Audit;
using Memori.Server.Users;
using Memori.Text;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Memori.Cli.Users;

/// <summary><c>memori users forget ID --yes</c>: deletes all that is kept of a person.</summary>
internal static class ForgetUserCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The user's id · 用户编号" };
        var yes = new Option<bool>("--yes") { Description = "Really: it can't be undone · 确认执行,无法撤销" };
        var command = new Command("forget", "Delete all that is kept of a user; with a service running, ask it (DELETE /api/users/ID) · 删除该用户的全部数据;服务运行时请改用 DELETE /api/users/ID") { id, yes };
        command.Validators.Add(result =>
        {
            if (!result.GetValue(yes))
            {
                result.AddError("This can't be undone: say --yes. · 此操作无法撤销,请加上 --yes。");
            }
        });
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var forgotten = await services.GetRequiredService<UserForgetting>().ForgetAsync(call.Parsed.GetValue(id)!, AuditActor.CommandLine, cancellationToken: cancellationToken);
            return call.Show(ForgottenUserDocument.From(forgotten), ServiceJson.Readable.ForgottenUserDocument, (document, language) => Show(call.Parsed.GetValue(id)!, document, language));
        });
    }

    private static LocalizedText PartName(string part) => new(part, part switch
    {
        "memories" => "记忆",
        "sessions" => "会话",
        "keys" => "密钥",
        "ledger" => "用量账目",
        "audit" => "审计记录",
        "pairs" => "问答",
        _ => part,
    });

    private static void Show(string id, ForgottenUserDocument forgotten, Language language)
    {
        if (forgotten.Deleted.Values.All(count => count == 0))
        {
            var safe = Markup.Escape(TerminalText.Safe(id));
            AnsiConsole.MarkupLine(new LocalizedText(
                $"[yellow]![/] nothing is kept of '{safe}': upper and lower case count", $"[yellow]![/] 没有“{safe}”的任何数据(区分大小写)").In(language));
        }
        else
        {
            AnsiConsole.MarkupLine(new LocalizedText("[green]✓[/] forgotten", "[green]✓[/] 已遗忘").In(language));
            foreach (var (part, count) in forgotten.Deleted.Where(part => part.Value > 0))
            {
                AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {PartName(part).In(language)}: {count:N0}"));
            }

            AnsiConsole.MarkupLine((forgotten.Scrubbed
                ? new LocalizedText("The state's files were rewritten: nothing of it is left in them.", "状态文件已重写,其中不再有任何残留。")
                : new LocalizedText(
                    "[yellow]The state's files could not be rewritten: traces may be left in them until the daily rewrite; the log says why.[/]",
                    "[yellow]状态文件未能重写:在每日重写之前可能留有残迹,原因见日志。[/]")).In(language));
            AnsiConsole.MarkupLine(new LocalizedText(
                "Backups taken before still hold the person: delete them, or let them grow old.", "此前的备份仍包含该用户的数据:请删除这些备份,或等待其过期。").In(language));
        }

        if (forgotten.PoliciesThatNameTheUser.Count > 0)
        {
            var ids = string.Join(", ", forgotten.PoliciesThatNameTheUser);
            AnsiConsole.MarkupLine(new LocalizedText(
                $"[yellow]The access rules of datasource {ids} name the user: change them if they should not.[/]", $"[yellow]数据源 {ids} 的访问规则提到了该用户,如有需要请修改。[/]").In(language));
        }
    }
}
