using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Files;

namespace Memori.Server.DataSources;

/// <summary>What became of an uploaded file.</summary>
/// <param name="DatasourceId">The datasource that it is now.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tables">Its tables.</param>
/// <param name="Warnings">What a person should know, in the language of <c>Accept-Language</c>.</param>
public sealed record UploadDocument(int DatasourceId, string Name, IReadOnlyList<ImportedTable> Tables, IReadOnlyList<string> Warnings)
{
    internal static UploadDocument From(DataSource source, ImportReport report, Language language) =>
        new(source.Id, source.Name, report.Tables, [.. report.Warnings.Select(warning => warning.In(language))]);
}
