using System.Text.Json;
using System.Text.Json.Nodes;

namespace Memori.Claude.Emulator.Replies;

/// <summary>What the emulator answers.</summary>
public abstract record Reply
{
    /// <summary>An answer of one text.</summary>
    public static MessageReply Text(string text) => new() { Content = [new JsonObject { ["type"] = "text", ["text"] = text }] };

    /// <summary>An answer whose text is <paramref name="value"/> as JSON.</summary>
    public static MessageReply Json(object value) => Text(value as string ?? JsonSerializer.Serialize(value));

    /// <summary>An answer that calls a tool.</summary>
    public static MessageReply ToolUse(string name, JsonObject input, string id = "toolu_000001") => new()
    {
        StopReason = "tool_use",
        Content = [new JsonObject { ["type"] = "tool_use", ["id"] = id, ["name"] = name, ["input"] = input }],
    };

    /// <summary>An answer that thinks first; the emulator signs the thinking, which binds it to the prefix of the request.</summary>
    public static MessageReply Thinking(string thinking, MessageReply then) => then with
    {
        Content = [new JsonObject { ["type"] = "thinking", ["thinking"] = thinking }, .. then.Content],
    };

    /// <summary>A refusal: no content, <c>stop_reason</c> refusal.</summary>
    public static MessageReply Refusal() => new() { StopReason = "refusal", Content = [] };

    /// <summary>An error of the documented form; see <see cref="FaultReply"/> for the known ones.</summary>
    public static FaultReply Fault(int status) => FaultReply.Of(status);

    /// <summary>Reads the request and never answers; ends when the caller hangs up.</summary>
    public static Reply Silence() => new SilentReply();

    /// <summary>Closes the connection without an answer.</summary>
    public static Reply HangUp() => new HangUpReply();

    /// <summary>Something that is not of the API at all, as a proxy in between would send.</summary>
    public static Reply Raw(int status, string contentType, string body) => new RawReply(status, contentType, body);
}

/// <summary>Never answers.</summary>
public sealed record SilentReply : Reply;

/// <summary>Closes the connection.</summary>
public sealed record HangUpReply : Reply;

/// <summary>Any status and body.</summary>
public sealed record RawReply(int Status, string ContentType, string Body) : Reply;
