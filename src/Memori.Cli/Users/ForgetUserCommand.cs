using System.CommandLine;
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
            return call.Show(ForgottenUserDocument.From(forgotten), ServiceJson.Readable.ForgottenUserDocument, Show);
        });
    }

    private static void Show(ForgottenUserDocument forgotten, Language language)
    {
        AnsiConsole.MarkupLine(new LocalizedText("[green]✓[/] forgotten", "[green]✓[/] 已遗忘").In(language));
        foreach (var (part, count) in forgotten.Deleted.Where(part => part.Value > 0))
        {
            AnsiConsole.WriteLine($"  {part}: {count:N0}");
        }

        if (forgotten.PoliciesThatNameTheUser.Count > 0)
        {
            var ids = string.Join(", ", forgotten.PoliciesThatNameTheUser);
            AnsiConsole.MarkupLine(new LocalizedText(
                $"[yellow]The access rules of datasource {ids} name the user: change them if they should not.[/]", $"[yellow]数据源 {ids} 的访问规则提到了该用户,如有需要请修改。[/]").In(language));
        }
    }
}
