namespace Memori.Text2Sql.DataSources;

/// <summary>What another part keeps of datasources, keyed by their ids; registered as a service, so that <see cref="DataSourceRemoval"/> reaches it.</summary>
public interface IDataSourceData
{
    /// <summary>Deletes what is kept of a datasource. Called again it finds nothing.</summary>
    /// <param name="datasourceId">The datasource.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task ForgetAsync(int datasourceId, CancellationToken cancellationToken);
}
