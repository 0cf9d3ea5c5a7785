using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Memori.Server.Memories;
using Memori.Text2Sql.DataSources;
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
        var expires = DurationOption.Create("--expires", "After how long it is refused (90d, 12h); default never · 多久之后失效,默认永不");
        var datasources = NumberOption.Several("--datasource", "A datasource that it may ask, by its number; may be given several times; default all · 可查询的数据源编号,可多次给出,默认全部");
        var rules = new RuleOptions();
        var command = new Command("create", "Make a key; it is shown this once · 创建密钥(仅显示一次)") { role, user, name, memory, expires, datasources };
        rules.AddTo(command);
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var wanted = new NewApiKey(
                call.Parsed.GetValue(name) ?? "",
                MemoryWords.Parse<KeyRole>(call.Parsed.GetValue(role), "role") ?? KeyRole.User,
                call.Parsed.GetValue(user),
                call.Parsed.GetValue(memory) switch { "on" => true, "off" => false, _ => null })
            {
                ExpiresAt = services.GetRequiredService<TimeProvider>().GetUtcNow() + call.Parsed.GetValue(expires),
                DataSources = call.Parsed.GetValue(datasources) is { Length: > 0 } some ? some : null,
                RuleRoles = rules.RolesOf(call.Parsed),
                Attributes = rules.AttributesOf(call.Parsed),
            };
            foreach (var id in wanted.DataSources ?? [])
            {
                // A number that is nobody's today may be another's tomorrow.
                await services.GetRequiredService<DataSourceCatalog>().DescribeAsync(id, cancellationToken);
            }

            var keys = services.GetRequiredService<ApiKeys>();
            var isFirst = !await keys.AreConfiguredAsync(cancellationToken);
            var made = await keys.CreateAsync(wanted, cancellationToken);
            return call.Show(KeyDocument.From(made), ServiceJson.Readable.KeyDocument, (key, language) => KeysView.ShowMade(key, isFirst, language));
        });
    }
}
