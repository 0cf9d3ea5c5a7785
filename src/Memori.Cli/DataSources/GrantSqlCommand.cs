using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Postgres;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource grant-sql --db postgres://…</c>: prints the script that makes a minimal role; runs nothing.</summary>
internal static class GrantSqlCommand
{
    public static Command Create()
    {
        var defaults = new RoleScriptOptions();
        var database = CommonOptions.Database();
        var role = new Option<string>("--role") { Description = "The role to make · 角色名", DefaultValueFactory = _ => defaults.Role };
        var group = new Option<bool>("--no-login") { Description = "A role to be granted to others, without a login of its own · 不可登录,仅用于授予其他角色" };
        var tables = new Option<string[]>("--table") { Description = "Only this table: schema.table or table(column, column); may be repeated · 只授权指定的表或列,可重复" };
        var command = new Command("grant-sql", "Print the script that makes a role which can only read · 输出创建只读角色的脚本") { database, role, group, tables };
        return new SourceOptions().Complete(command, async (call, cancellationToken) =>
        {
            var options = defaults with { Role = call.Parsed.GetValue(role)!, Login = !call.Parsed.GetValue(group), Tables = call.Parsed.GetValue(tables) ?? [] };
            var script = await call.Get<RoleScript>().WriteAsync(new NewDataSource(call.Parsed.GetValue(database)!), options, cancellationToken);
            return call.Show(new RoleScriptDocument(options.Role, script), SourceJson.Readable.RoleScriptDocument, static (document, _) => Console.Out.Write(document.Sql));
        });
    }
}
