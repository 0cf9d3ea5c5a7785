using Memori.Text2Sql.DataSources.Files;

namespace Memori.Text2Sql.DataSources;

/// <summary>Where the databases that the service makes itself are kept.</summary>
public sealed record DataSourceOptions
{
    /// <summary>The directory for the sample and for imported files; made when missing. Default <c>data</c>.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>How much a CSV file or Excel workbook may be.</summary>
    public FileImportOptions Files { get; init; } = new();
}
