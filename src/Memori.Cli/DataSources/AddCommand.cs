using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.DataSources;
using Memori.Text2Sql.DataSources;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource add TARGET</c>: keeps a datasource, its password sealed.</summary>
internal static class AddCommand
{
    public static Command Create()
    {
        var target = SourceOptions.Target();
        var name = new Option<string?>("--name") { Description = "A name · 名称" };
        var description = new Option<string?>("--description") { Description = "What it is about · 说明" };
        var password = SourceOptions.PasswordFromInput();
        var command = new Command("add", "Add a datasource, or change its password · 添加数据源,或更新其密码") { target, name, description, password };
        return new SourceOptions().Complete(command, async (call, cancellationToken) =>
        {
            var wanted = new NewDataSource(call.Parsed.GetValue(target)!)
            {
                Name = call.Parsed.GetValue(name),
                Description = call.Parsed.GetValue(description),
                Password = await SourceOptions.ReadPasswordAsync(call.Parsed, password, cancellationToken),
            };
            var source = await call.Catalog.RegisterAsync(wanted, cancellationToken);
            return call.Show(
                DataSourceDocument.From(await call.Catalog.DescribeAsync(source.Id, cancellationToken)), ServiceJson.Readable.DataSourceDocument, DataSourceView.ShowOne);
        });
    }
}
