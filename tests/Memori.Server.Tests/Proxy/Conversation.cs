using System.Text.Json;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Proxy;

/// <summary>A client that sends its own plain history, with cache marks where clients put them: on the system prompt and on the last turn.</summary>
internal sealed class Conversation(DoorFixture door, string system, params (string Name, string Value)[] headers)
{
    private readonly JsonArray _history = [];

    public string Model { get; init; } = "claude-sonnet-4-5-20250929";

    public JsonObject? Thinking { get; init; }

    public JsonArray? Tools { get; init; }

    /// <summary>Cache reads of all answers so far.</summary>
    public long CacheReads { get; private set; }

    /// <summary>What came last: the whole answer, or an error.</summary>
    public JsonNode Last { get; private set; } = new JsonObject();

    public int Status { get; private set; }

    public Task<string> SayAsync(string text) => SayAsync(new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }));

    public async Task<string> SayAsync(JsonArray content)
    {
        _history.Add(new JsonObject { ["role"] = "user", ["content"] = content });
        var body = new JsonObject
        {
            ["model"] = Model,
            ["max_tokens"] = 300,
            ["system"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = system, ["cache_control"] = Mark() }),
            ["messages"] = _history.DeepClone(),
        };
        if (Thinking is not null)
        {
            body["thinking"] = Thinking.DeepClone();
        }

        if (Tools is not null)
        {
            body["tools"] = Tools.DeepClone();
        }

        body["messages"]![_history.Count - 1]!["content"]!.AsArray()[^1]!["cache_control"] = Mark();
        using var response = await door.SendAsync(body.ToJsonString(new JsonSerializerOptions()), headers: headers);
        Status = (int)response.StatusCode;
        Last = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        if (Status != 200)
        {
            _history.RemoveAt(_history.Count - 1);
            return "";
        }

        CacheReads += (long)Last["usage"]!["cache_read_input_tokens"]!;
        _history.Add(new JsonObject { ["role"] = "assistant", ["content"] = Last["content"]!.DeepClone() });
        return string.Concat(Last["content"]!.AsArray().Select(block => (string?)block!["text"]));
    }

    private static JsonObject Mark() => new() { ["type"] = "ephemeral" };
}
