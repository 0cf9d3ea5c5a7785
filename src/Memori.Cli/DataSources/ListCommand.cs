using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.DataSources;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource list</c>.</summary>
internal static class ListCommand
{
    public static Command Create() => new SourceOptions().Complete(new Command("list", "All datasources · 列出数据源"), async (call, cancellationToken) =>
        call.Show(
            new DataSourceListDocument([.. (await call.Catalog.ListAsync(cancellationToken)).Select(DataSourceDocument.From)]),
            ServiceJson.Readable.DataSourceListDocument,
            DataSourceView.ShowList));
}
