using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.DataSources;

/// <summary>One run of a command on datasources.</summary>
/// <param name="Services">The services.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal sealed record SourceCall(IServiceProvider Services, ParseResult Parsed, bool Json, Language Language) : CommandCall(Parsed, Json, Language)
{
    public DataSourceCatalog Catalog => Get<DataSourceCatalog>();

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();
}
