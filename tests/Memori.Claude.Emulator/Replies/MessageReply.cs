using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Streaming;

namespace Memori.Claude.Emulator.Replies;

/// <summary>An answer of the model. Counts that are not set are computed from the request and the answer.</summary>
public sealed record MessageReply : Reply
{
    /// <summary>The content blocks.</summary>
    public required IReadOnlyList<JsonObject> Content { get; init; }

    /// <summary><c>stop_reason</c>. Default <c>end_turn</c>.</summary>
    public string StopReason { get; init; } = "end_turn";

    /// <summary>The model that answers; null for the one asked.</summary>
    public string? Model { get; init; }

    /// <summary>The usage to report instead of the computed one.</summary>
    public EmulatedUsage? Usage { get; init; }

    /// <summary>How a stream breaks; null when it does not.</summary>
    public StreamBreak? Break { get; init; }

    /// <summary>How the bytes come.</summary>
    public StreamShape Shape { get; init; } = new();

    /// <summary>Headers to add.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>With an <c>error</c> event after <paramref name="events"/> events of a stream.</summary>
    public MessageReply ErrorAfter(int events, string type = "overloaded_error") => this with { Break = new StreamBreak(StreamBreakKind.Error, events, type) };

    /// <summary>With the connection cut after <paramref name="events"/> events of a stream.</summary>
    public MessageReply CutAfter(int events) => this with { Break = new StreamBreak(StreamBreakKind.Cut, events, null) };

    /// <summary>With a stream that ends in good order, but early, after <paramref name="events"/> events.</summary>
    public MessageReply EndAfter(int events) => this with { Break = new StreamBreak(StreamBreakKind.End, events, null) };

    /// <summary>With silence after <paramref name="events"/> events of a stream (or in the middle of a body), until the caller hangs up.</summary>
    public MessageReply StallAfter(int events) => this with { Break = new StreamBreak(StreamBreakKind.Stall, events, null) };
}

/// <summary>How a stream breaks.</summary>
public enum StreamBreakKind
{
    /// <summary>An error event.</summary>
    Error,

    /// <summary>The connection is cut.</summary>
    Cut,

    /// <summary>The body ends before <c>message_stop</c>.</summary>
    End,

    /// <summary>Silence.</summary>
    Stall,
}

/// <summary>Where and how a stream breaks.</summary>
/// <param name="Kind">How.</param>
/// <param name="Events">After how many events.</param>
/// <param name="ErrorType">The type of an error event.</param>
public sealed record StreamBreak(StreamBreakKind Kind, int Events, string? ErrorType);

/// <summary>The usage of an answer.</summary>
public sealed record EmulatedUsage
{
    /// <summary>Input without the cache.</summary>
    public long Input { get; init; }

    /// <summary>Output.</summary>
    public long Output { get; init; }

    /// <summary>Cache writes for five minutes.</summary>
    public long CacheWrite5m { get; init; }

    /// <summary>Cache writes for an hour.</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>Cache reads.</summary>
    public long CacheRead { get; init; }

    /// <summary>Where it was computed; null for a usage without that field.</summary>
    public string? InferenceGeo { get; init; }

    internal JsonObject ToJson(long? output = null)
    {
        var usage = new JsonObject
        {
            ["input_tokens"] = Input,
            ["cache_creation_input_tokens"] = CacheWrite5m + CacheWrite1h,
            ["cache_read_input_tokens"] = CacheRead,
            ["cache_creation"] = new JsonObject { ["ephemeral_5m_input_tokens"] = CacheWrite5m, ["ephemeral_1h_input_tokens"] = CacheWrite1h },
            ["output_tokens"] = output ?? Output,
            ["service_tier"] = "standard",
        };
        if (InferenceGeo is not null)
        {
            usage["inference_geo"] = InferenceGeo;
        }

        return usage;
    }
}
