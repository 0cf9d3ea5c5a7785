using System.Text.Json.Nodes;

namespace Memori.Claude.Emulator.Replies;

/// <summary>The events of a streamed message, in the API's order.</summary>
internal static class EventSequence
{
    // Not a divisor of anything usual, so that deltas end inside words, tags and escapes.
    private const int DeltaLength = 17;

    public static IEnumerable<JsonObject> Of(JsonObject message, EmulatedUsage usage, int messageDeltas)
    {
        var start = (JsonObject)message.DeepClone();
        start["content"] = new JsonArray();
        start["stop_reason"] = null;
        start["usage"] = usage.ToJson(output: 1);
        yield return new JsonObject { ["type"] = "message_start", ["message"] = start };

        var index = 0;
        foreach (var block in message["content"]!.AsArray().OfType<JsonObject>())
        {
            foreach (var @event in OfBlock(block, index++))
            {
                yield return @event;
                if (index == 1 && (string?)@event["type"] == "content_block_start")
                {
                    yield return new JsonObject { ["type"] = "ping" };
                }
            }
        }

        for (var i = 1; i <= messageDeltas; i++)
        {
            var last = i == messageDeltas;
            yield return new JsonObject
            {
                ["type"] = "message_delta",
                ["delta"] = new JsonObject { ["stop_reason"] = last ? message["stop_reason"]!.DeepClone() : null, ["stop_sequence"] = null },
                ["usage"] = new JsonObject { ["output_tokens"] = last ? usage.Output : usage.Output * i / messageDeltas },
            };
        }

        yield return new JsonObject { ["type"] = "message_stop" };
    }

    private static IEnumerable<JsonObject> OfBlock(JsonObject block, int index)
    {
        var (empty, deltas) = Split(block);
        yield return new JsonObject { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = empty };
        foreach (var delta in deltas)
        {
            yield return new JsonObject { ["type"] = "content_block_delta", ["index"] = index, ["delta"] = delta };
        }

        yield return new JsonObject { ["type"] = "content_block_stop", ["index"] = index };
    }

    private static (JsonObject Empty, IEnumerable<JsonObject> Deltas) Split(JsonObject block)
    {
        var empty = (JsonObject)block.DeepClone();
        switch ((string?)block["type"])
        {
            case "text":
                empty["text"] = "";
                return (empty, Pieces((string)block["text"]!).Select(piece => new JsonObject { ["type"] = "text_delta", ["text"] = piece }));
            case "tool_use":
                empty["input"] = new JsonObject();
                return (empty, Pieces(block["input"]!.ToJsonString()).Select(piece => new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = piece }));
            case "thinking":
                empty["thinking"] = "";
                empty["signature"] = "";
                return (
                    empty,
                    Pieces((string)block["thinking"]!)
                        .Select(piece => new JsonObject { ["type"] = "thinking_delta", ["thinking"] = piece })
                        .Append(new JsonObject { ["type"] = "signature_delta", ["signature"] = block["signature"]?.DeepClone() }));
            default:
                return (empty, []);
        }
    }

    private static IEnumerable<string> Pieces(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(DeltaLength, text.Length - at);
            // A surrogate pair is one character of JSON: never split.
            length += at + length < text.Length && char.IsHighSurrogate(text[at + length - 1]) ? 1 : 0;
            yield return text.Substring(at, length);
            at += length;
        }
    }
}
