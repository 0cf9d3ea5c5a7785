using System.Diagnostics;
using System.Diagnostics.Metrics;
using Memori.Telemetry;

namespace Memori.Embeddings.Http;

/// <summary>What calls of an embedding service are measured by: GenAI spans of the source <c>Memori.Embeddings</c> and the meter of the same name.</summary>
internal static class EmbeddingTelemetry
{
    private const string Operation = "embeddings";

    private static readonly ActivitySource Source = new("Memori.Embeddings");

    private static readonly Meter Meter = new("Memori.Embeddings");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "Time of model calls", advice: Buckets.ModelSeconds);

    public static Activity? Start(string model, Uri endpoint, int dimensions)
    {
        var span = Source.HasListeners() ? Source.StartActivity($"{Operation} {model}", ActivityKind.Client) : null;
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("gen_ai.operation.name", Operation).SetTag("gen_ai.provider.name", "openai").SetTag("gen_ai.request.model", model)
                .SetTag("gen_ai.embeddings.dimension.count", dimensions).SetTag("server.address", endpoint.Host).SetTag("server.port", endpoint.Port);
        }

        return span;
    }

    public static void Took(Activity? span, string model, TimeSpan time, long inputTokens, Exception? failure)
    {
        var tags = new TagList { { "gen_ai.operation.name", Operation }, { "gen_ai.provider.name", "openai" }, { "gen_ai.request.model", model } };
        if (failure is null)
        {
            span?.SetTag("gen_ai.usage.input_tokens", inputTokens);
        }
        else
        {
            span.Fail(failure);
            tags.Add(Spans.ErrorType, Spans.TypeOf(failure));
        }

        Duration.Record(time.TotalSeconds, tags);
    }
}
