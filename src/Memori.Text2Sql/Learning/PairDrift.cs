using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Learning;

/// <summary>Has the verified pairs of a datasource looked at when its schema drifted. Thread-safe.</summary>
internal sealed class PairDrift(IJobStore jobs, TimeProvider time) : ISchemaObserver
{
    public const string Queue = "verify-pairs";
    private const string Datasource = "datasource_id";

    /// <inheritdoc/>
    public Task DriftedAsync(DataSource source, DatabaseSchema before, DatabaseSchema after, CancellationToken cancellationToken)
    {
        // A schema may drift there and back again: each time is work of its own.
        var id = string.Create(CultureInfo.InvariantCulture, $"{source.Id}:{after.Hash[..12]}:{time.GetUtcNow():yyyyMMddHHmmssfff}");
        return jobs.EnqueueAsync(new NewJob(Queue, id, PairScopes.Shared(source.Id), new JsonObject { [Datasource] = source.Id }.ToJsonString()), cancellationToken);
    }

    /// <summary>The datasource of a job, or null when the payload is none of ours.</summary>
    public static int? DatasourceOf(Job job) =>
        JsonNode.Parse(job.Payload)?[Datasource] is JsonValue value && value.TryGetValue<int>(out var id) ? id : null;
}
