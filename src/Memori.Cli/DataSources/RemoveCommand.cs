using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.DataSources;
using Memori.Text2Sql.DataSources;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource remove DATASOURCE</c>: with its schema, annotations, imports and verified queries; a person's own file stays.</summary>
internal static class RemoveCommand
{
    public static Command Create()
    {
        var known = SourceOptions.Known();
        var command = new Command("remove", "Forget a datasource and what was learned of it · 删除数据源及相关记忆") { known };
        return new SourceOptions().Complete(command, async (call, cancellationToken) =>
        {
            var found = await call.Catalog.FindAsync(call.Parsed.GetValue(known)!, cancellationToken);
            return call.Show(
                DataSourceDocument.From(await call.Get<DataSourceRemoval>().RemoveAsync(found.Id, cancellationToken)),
                ServiceJson.Readable.DataSourceDocument,
                DataSourceView.ShowRemoved);
        });
    }
}
