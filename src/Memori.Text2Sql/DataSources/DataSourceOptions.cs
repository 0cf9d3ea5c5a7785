namespace Memori.Text2Sql.DataSources;

/// <summary>Where the databases that the service makes itself are kept.</summary>
public sealed record DataSourceOptions
{
    /// <summary>The directory for the sample and for imported CSV files; made when missing. Default <c>data</c>.</summary>
    public string DataDirectory { get; init; } = "data";
}
