using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.DataSources;
using Memori.Text2Sql.DataSources;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource rename DATASOURCE NAME</c>.</summary>
internal static class RenameCommand
{
    public static Command Create()
    {
        var known = SourceOptions.Known();
        var name = new Argument<string?>("name") { Description = "Its new name · 新名称", Arity = ArgumentArity.ZeroOrOne };
        var description = new Option<string?>("--description") { Description = "What it is about · 说明" };
        return new SourceOptions().Complete(new Command("rename", "Change name or description · 修改名称或说明") { known, name, description }, async (call, cancellationToken) =>
        {
            var found = await call.Catalog.FindAsync(call.Parsed.GetValue(known)!, cancellationToken);
            var change = new DataSourceChange { Name = call.Parsed.GetValue(name), Description = call.Parsed.GetValue(description) };
            return call.Show(
                DataSourceDocument.From(await call.Catalog.ChangeAsync(found.Id, change, cancellationToken)), ServiceJson.Readable.DataSourceDocument, DataSourceView.ShowOne);
        });
    }
}
