using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.DataSources;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource show DATASOURCE</c>.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var known = SourceOptions.Known();
        return new SourceOptions().Complete(new Command("show", "One datasource · 查看数据源") { known }, async (call, cancellationToken) =>
            call.Show(
                DataSourceDocument.From(await call.Catalog.FindAsync(call.Parsed.GetValue(known)!, cancellationToken)),
                ServiceJson.Readable.DataSourceDocument,
                DataSourceView.ShowOne));
    }
}
