using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Memori.Server.Memories;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Keys;

/// <summary><c>memori keys create</c>.</summary>
internal static class CreateKeyCommand
{
    public static Command Create()
    {
        var role = new Option<string?>("--role")
        {
            Description = "user: speaks for one user; service: for any; admin: administers too. Default user · 角色:user 代表一个用户,service 代表任意用户,admin 还可管理。默认 user",
        };
        role.AcceptOnlyFromAmong(MemoryWords.All<KeyRole>());
        var user = new Option<string?>("--user") { Description = "Whom it speaks for; a service or admin key: when a request names nobody · 代表的用户;service 与 admin 密钥:请求未指明用户时使用" };
        var name = new Option<string?>("--name") { Description = "What it is for · 用途" };
        var memory = new Option<string?>("--memory") { Description = "on or off: whether /v1/messages adds memory for it; default as the service is set · /v1/messages 是否附加记忆,默认按服务设置" };
        memory.AcceptOnlyFromAmong("on", "off");
        var command = new Command("create", "Make a key; it is shown this once · 创建密钥(仅显示一次)") { role, user, name, memory };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var wanted = new NewApiKey(
                call.Parsed.GetValue(name) ?? "",
                MemoryWords.Parse<KeyRole>(call.Parsed.GetValue(role), "role") ?? KeyRole.User,
                call.Parsed.GetValue(user),
                call.Parsed.GetValue(memory) switch { "on" => true, "off" => false, _ => null });
            var made = await services.GetRequiredService<ApiKeys>().CreateAsync(wanted, cancellationToken);
            return call.Show(KeyDocument.From(made.Key) with { Secret = made.Secret }, ServiceJson.Readable.KeyDocument, KeysView.ShowMade);
        });
    }
}
