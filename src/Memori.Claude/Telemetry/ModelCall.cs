using System.Diagnostics;
using System.Diagnostics.Metrics;
using Memori.Ledger;
using Memori.Telemetry;

namespace Memori.Claude.Telemetry;

/// <summary>
/// One call of Claude with all its attempts, as the OpenTelemetry GenAI conventions tell it: a span <c>chat {model}</c> of the source <c>Memori.Claude</c>, and its times
/// in the meter of the same name. Tokens and cost are counted where they are charged, in the meter <c>Memori.Ledger</c>. Not thread-safe; dispose it at the end of the answer.
/// </summary>
public sealed class ModelCall : IDisposable
{
    private const string Operation = "chat";
    private const string Provider = "anthropic";
    private const int LongestName = 100;

    private static readonly ActivitySource Source = new("Memori.Claude");

    private static readonly Meter Meter = new("Memori.Claude");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "Time of model calls", advice: Buckets.ModelSeconds);

    private static readonly Histogram<double> FirstChunks = Meter.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk", "s", "Time of model calls to the first chunk of a streamed answer", advice: Buckets.ModelSeconds);

    // The door's models are named by its callers.
    private static readonly BoundedNames Models = new();

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Activity? _span;
    private readonly ModelRequest _request;
    private string? _error;
    private bool _hasBegun;

    private ModelCall(in ModelRequest request)
    {
        _request = request;
        _span = Source.StartActivity($"{Operation} {Short(request.Model)}", ActivityKind.Client);
        if (_span is not { IsAllDataRequested: true })
        {
            return;
        }

        _span.SetTag("gen_ai.operation.name", Operation);
        _span.SetTag("gen_ai.provider.name", Provider);
        _span.SetTag("gen_ai.request.model", Short(request.Model));
        _span.SetTag("gen_ai.request.stream", request.IsStream);
        _span.SetTag("gen_ai.request.max_tokens", request.MaxTokens);
        _span.SetTag("gen_ai.request.temperature", request.Temperature);
        _span.SetTag("gen_ai.conversation.id", request.Payer?.SessionId);
        _span.SetTag("memori.operation", request.Payer?.Operation);
        _span.SetTag("server.address", request.Server.Host);
        _span.SetTag("server.port", request.Server.Port);
    }

    /// <summary>The span when content is wanted in it (see <see cref="Spans.ContentSwitch"/>), else null.</summary>
    internal Activity? ContentSpan => _span.WantsContent() ? _span : null;

    /// <summary>Begins to tell of a call; null when nobody listens.</summary>
    public static ModelCall? Start(in ModelRequest request) =>
        Duration.Enabled || FirstChunks.Enabled || Source.HasListeners() ? new ModelCall(request) : null;

    /// <summary>Says that something of a streamed answer arrived; only the first time counts.</summary>
    public void Chunk()
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            if (_request.IsStream)
            {
                FirstChunks.Record(Elapsed, Tags());
            }
        }
    }

    /// <summary>Says what is known of the answer.</summary>
    /// <param name="id">Its id, or null.</param>
    /// <param name="model">The model that answered, or null.</param>
    /// <param name="finishReason">Why it ended, or null.</param>
    /// <param name="usage">The four buckets.</param>
    public void Answered(string? id, string? model, string? finishReason, in TokenUsage usage)
    {
        if (_span is not { IsAllDataRequested: true })
        {
            return;
        }

        _span.SetTag("gen_ai.response.id", id);
        _span.SetTag("gen_ai.response.model", model);
        _span.SetTag("gen_ai.response.finish_reasons", finishReason is null ? null : new[] { finishReason });

        // For Anthropic the conventions' input includes both of the cache's buckets.
        _span.SetTag("gen_ai.usage.input_tokens", usage.TotalTokens - usage.OutputTokens);
        _span.SetTag("gen_ai.usage.output_tokens", usage.OutputTokens);
        _span.SetTag("gen_ai.usage.cache_read.input_tokens", usage.CacheReadInputTokens);
        _span.SetTag("gen_ai.usage.cache_creation.input_tokens", usage.CacheCreationInputTokens);
    }

    /// <summary>Notes what went wrong. For filters of exceptions: it is never true, so that the failure goes on.</summary>
    public bool Fails(Exception failure)
    {
        _span.Fail(failure);
        _error = Spans.TypeOf(failure);
        return false;
    }

    /// <summary>Notes an error of the API that is passed on.</summary>
    /// <param name="type">Its status or code.</param>
    public void Fails(string type)
    {
        _error = type;
        if (_span is { IsAllDataRequested: true })
        {
            _span.SetTag(Spans.ErrorType, type);
            _span.SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>Ends the span and takes the time.</summary>
    public void Dispose()
    {
        var tags = Tags();
        if (_error is not null)
        {
            tags.Add(Spans.ErrorType, _error);
        }

        Duration.Record(Elapsed, tags);
        _span?.Dispose();
    }

    private double Elapsed => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    private TagList Tags() => new() { { "gen_ai.operation.name", Operation }, { "gen_ai.provider.name", Provider }, { "gen_ai.request.model", Models[_request.Model] } };

    private static string Short(string name) => name.Length <= LongestName ? name : name[..LongestName];
}
