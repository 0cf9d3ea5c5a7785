using System.Diagnostics;
using System.Diagnostics.Metrics;
using Memori.Telemetry;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Telemetry;

/// <summary>What runs of queries tell, as the OpenTelemetry database conventions have it. The SQL only when content is wanted: it quotes what was asked.</summary>
internal static class QueryTelemetry
{
    private const string Operation = "SELECT";

    private static readonly ActivitySource Source = new("Memori.Text2Sql");

    private static readonly Meter Meter = new("Memori.Text2Sql");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "db.client.operation.duration", "s", "Time of queries of the databases that are asked", advice: Buckets.DatabaseSeconds);

    /// <summary>Binds and runs a query in its span, and takes its time.</summary>
    public static async Task<T> RunAsync<T>(DataSource source, GuardedQuery query, Func<Task<T>> run, Func<T, int?> rows)
    {
        using var span = Source.StartActivity(Operation, ActivityKind.Client);
        var system = SystemOf(source);
        span?.SetTag("db.system.name", system).SetTag("db.operation.name", Operation).SetTag("memori.datasource.id", source.Id);
        span.SetContent("db.query.text", query.ShownSql);
        var started = Stopwatch.GetTimestamp();
        try
        {
            var result = await run().ConfigureAwait(false);
            span?.SetTag("db.response.returned_rows", rows(result));
            Took(started, system, null);
            return result;
        }
        catch (Exception failure)
        {
            span.Fail(failure);
            Took(started, system, Spans.TypeOf(failure));
            throw;
        }
    }

    private static string SystemOf(DataSource source) => source.Driver is not null ? "other_sql" : source.Dialect.Name == "postgres" ? "postgresql" : source.Dialect.Name;

    private static void Took(long started, string system, string? error)
    {
        var tags = new TagList { { "db.system.name", system }, { "db.operation.name", Operation } };
        if (error is not null)
        {
            tags.Add(Spans.ErrorType, error);
        }

        Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
    }
}
