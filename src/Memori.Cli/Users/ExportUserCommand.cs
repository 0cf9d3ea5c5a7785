using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Users;
using Memori.Storage;
using Memori.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Users;

/// <summary><c>memori users export ID</c>: all that is kept of a person, as JSON lines.</summary>
internal static class ExportUserCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The user's id · 用户编号" };
        var output = new Option<string?>("--output") { Description = "A file; default stdout · 输出文件,默认标准输出" };
        return new StateOptions(lines: true).Complete(new Command("export", "All that is kept of a user, as JSON lines · 导出该用户的全部数据") { id, output }, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var path = call.Parsed.GetValue(output);
            await using var target = path is null ? Console.OpenStandardOutput() : PrivateFiles.Open(path, FileMode.Create);
            var lines = await services.GetRequiredService<UserExport>().WriteAsync(Identifiers.Require(call.Parsed.GetValue(id), "id"), target, cancellationToken);
            await Console.Error.WriteLineAsync(new LocalizedText($"{lines:N0} lines.", $"共 {lines:N0} 行。").In(call.Language));
            return ExitCode.Ok;
        });
    }
}
