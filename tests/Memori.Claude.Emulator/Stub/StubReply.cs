using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;

namespace Memori.Claude.Emulator.Stub;

/// <summary>One answer, made once: as a body and as the events of a stream.</summary>
internal sealed class StubReply
{
    public StubReply(int tokens)
    {
        // About four characters make a token.
        var text = string.Concat(Enumerable.Range(0, tokens).Select(i => i % 8 == 7 ? "end. " : "word "))[..(tokens * 4)];
        var usage = new EmulatedUsage { Input = 100, Output = tokens };
        var message = new JsonObject
        {
            ["id"] = "msg_000001",
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = "claude-sonnet-5-5",
            ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
            ["stop_reason"] = "end_turn",
            ["stop_sequence"] = null,
            ["usage"] = usage.ToJson(),
        };
        Body = Encoding.UTF8.GetBytes(WireJson.Write(message));
        Events = [.. EventSequence.Of(message, usage, 1).Select(data => Encoding.UTF8.GetBytes($"event: {data["type"]}\ndata: {WireJson.Write(data)}\n\n"))];
    }

    public byte[] Body { get; }

    public IReadOnlyList<byte[]> Events { get; }
}
