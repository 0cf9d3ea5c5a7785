using Memori.Text2Sql.DataSources;

namespace Memori.Text2Sql.Schema;

/// <summary>Is told when the structure of a datasource is found to be another than it was. Thread-safe.</summary>
public interface ISchemaObserver
{
    /// <summary>
    /// Called before the new schema takes effect, by whoever noticed first: keep it short, and leave work to a job. Called again when it fails,
    /// or when the process ends before the new schema was stored.
    /// </summary>
    /// <param name="source">The datasource.</param>
    /// <param name="before">What was known.</param>
    /// <param name="after">What is there now.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task DriftedAsync(DataSource source, DatabaseSchema before, DatabaseSchema after, CancellationToken cancellationToken);
}
