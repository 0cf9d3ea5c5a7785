using Memori.Text2Sql.DataSources;

namespace Memori.Server.DataSources;

/// <summary>A datasource as it is shown: never with a password.</summary>
/// <param name="Id">Its id, from 1; never given twice.</param>
/// <param name="Kind">sample, sqlite, csv, postgres or external.</param>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is about; may be empty.</param>
/// <param name="Key">What it is known by: a path, or a URL without login.</param>
/// <param name="Location">Where it is: a path, or a URL without its password.</param>
/// <param name="HasPassword">Whether a password is kept, sealed.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record DataSourceDocument(
    int Id, string Kind, string Name, string Description, string Key, string Location, bool HasPassword, DateTimeOffset CreatedAt)
{
    /// <summary>The document of a datasource.</summary>
    public static DataSourceDocument From(RegisteredDataSource row) =>
        new(row.Id, row.Kind.ToString().ToLowerInvariant(), row.Name, row.Description, row.Key, row.Location, row.HasPassword, row.CreatedAt);
}

/// <summary>All datasources.</summary>
/// <param name="Datasources">By id.</param>
public sealed record DataSourceListDocument(IReadOnlyList<DataSourceDocument> Datasources);
