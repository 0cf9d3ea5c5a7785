using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Limits;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Streaming;

namespace Memori.Server.Tests.Clients;

/// <summary>What the emulator answers the clients: a text <c>verb: what</c> of the newest turn says it. What else that turn holds, memories too, is passed over.</summary>
internal sealed class ClientScript
{
    public const string Unicode = "Grüße aus 東京 🗼 — 𝔘𝔫𝔦𝔠𝔬𝔡𝔢, \"quotes\", \\backslashes\\ and\nlines.";

    private static readonly string[] Verbs = ["say: ", "weather: ", "json: ", "fail: ", "flaky: ", "shape: "];

    private static readonly Dictionary<string, StreamShape> Dresses = new(StringComparer.Ordinal)
    {
        ["bytes"] = new StreamShape { ChunkBytes = 1 },
        ["crlf"] = new StreamShape { LineEnd = "\r\n", ChunkBytes = 13 },
        ["noise"] = new StreamShape { NoiseEverywhere = StreamNoise.Comment + StreamNoise.Ping + StreamNoise.UnknownFields },
        ["deltas"] = new StreamShape { MessageDeltas = 4 },
    };

    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);

    public Reply Respond(EmulatedRequest request)
    {
        var blocks = LastBlocks(request).ToList();
        if (blocks.FirstOrDefault(block => (string?)block["type"] == "tool_result") is { } result)
        {
            return Thoughtful(request, Reply.Text($"It is fine: {TextOf(result["content"])}"));
        }

        var text = blocks.Select(block => (string?)block["text"]).FirstOrDefault(text => text is not null && Verbs.Any(verb => text.StartsWith(verb, StringComparison.Ordinal)));
        return text?.Split(": ", 2) switch
        {
            ["say", "unicode"] => Thoughtful(request, Reply.Text(Unicode)),
            ["say", "plain"] => Limited(Reply.Text("Plain words.")),
            ["say", var what] => Thoughtful(request, Reply.Text($"You said: {what}")),
            ["weather", var city] => Thoughtful(request, Weather(request, city)),
            ["json", _] => Structured(request),
            ["shape", var dress] => Thoughtful(request, Reply.Text(Unicode)) with { Shape = Dresses[dress] },
            ["fail", var how] => Failure(how),
            ["flaky", _] => _calls.AddOrUpdate(request.Headers.GetValueOrDefault("user-agent", ""), 1, (_, calls) => calls + 1) <= 2
                ? Reply.Fault(529).After(0)
                : Reply.Text("At last."),
            _ => Reply.Text("I was told nothing."),
        };
    }

    private static MessageReply Thoughtful(EmulatedRequest request, MessageReply reply) =>
        (string?)request.Body["thinking"]?["type"] is "adaptive" or "enabled" ? Reply.Thinking("Let me see. 想一想。", reply) : reply;

    private static MessageReply Limited(MessageReply reply) =>
        reply with { Headers = RateLimits.Headers("requests", 50, 49, new DateTimeOffset(2026, 11, 22, 12, 0, 1, TimeSpan.Zero)) };

    private static MessageReply Weather(EmulatedRequest request, string city)
    {
        var call = Reply.ToolUse("get_weather", new JsonObject { ["city"] = city }, string.Create(CultureInfo.InvariantCulture, $"toolu_{request.Body["messages"]!.AsArray().Count:D6}"));
        return call with { Content = [new JsonObject { ["type"] = "text", ["text"] = "I look it up." }, .. call.Content] };
    }

    private static MessageReply Structured(EmulatedRequest request)
    {
        var city = new JsonObject { ["city"] = "Graz" };
        return (string?)request.Body["tool_choice"]?["type"] is "tool" or "any"
            ? Reply.ToolUse((string)request.Body["tools"]![0]!["name"]!, city)
            : Reply.Text(city.ToJsonString());
    }

    private static Reply Failure(string how) => how switch
    {
        "cap" => FaultReply.SpendCap,
        "midway" => Reply.Text("Half of an answer, which then ends.").ErrorAfter(4),
        "cut" => Reply.Text("Half of an answer, which then ends.").CutAfter(4),
        // Without this the service would try again, as it should.
        _ => Reply.Fault(int.Parse(how, CultureInfo.InvariantCulture)) with { ShouldRetry = false, RetryAfter = how == "429" ? "1" : null },
    };

    private static IEnumerable<JsonObject> LastBlocks(EmulatedRequest request) => request.Body["messages"]!.AsArray()[^1]!["content"] switch
    {
        JsonArray blocks => blocks.OfType<JsonObject>(),
        JsonValue text => [new JsonObject { ["type"] = "text", ["text"] = text.DeepClone() }],
        _ => [],
    };

    private static string TextOf(JsonNode? content) => content switch
    {
        JsonArray blocks => string.Concat(blocks.OfType<JsonObject>().Select(block => (string?)block["text"])),
        _ => content?.ToString() ?? "",
    };
}
