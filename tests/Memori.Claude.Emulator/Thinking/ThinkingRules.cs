using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Rules;
using static Memori.Claude.Emulator.Rules.RequestRefusedException;

namespace Memori.Claude.Emulator.Thinking;

/// <summary>The rules of thinking blocks that come back: unchanged, behind the prefix they were thought behind, and kept where a tool's result is awaited. Thread-safe.</summary>
internal sealed class ThinkingRules
{
    private readonly ConcurrentDictionary<string, bool> _thoughtful = new(StringComparer.Ordinal);

    /// <summary>Signs the thinking of an answer to <paramref name="body"/>, and remembers which tool calls came with thinking.</summary>
    public IReadOnlyList<JsonObject> Sign(JsonObject body, IReadOnlyList<JsonObject> content)
    {
        List<JsonObject> signed = [.. content.Select(block => (JsonObject)block.DeepClone())];
        foreach (var block in signed.Where(block => block["type"].Text() == "thinking" && block["signature"] is null))
        {
            block["signature"] = ThinkingSignature.Of(body, block["thinking"].Text() ?? "");
        }

        foreach (var call in signed.Where(block => block["type"].Text() == "tool_use"))
        {
            _thoughtful[call["id"].Text() ?? ""] = signed.Any(IsThinking);
        }

        return signed;
    }

    public void Check(JsonObject body, EmulatedModel model)
    {
        var messages = ((JsonArray)body["messages"]!).OfType<JsonObject>().ToList();
        if (model.BindsThinking)
        {
            CheckSignatures(body, messages);
        }

        if (body["thinking"]?["type"].Text() is "enabled" or "adaptive")
        {
            CheckKept(messages, always: body["thinking"]!["type"].Text() == "enabled");
        }
    }

    private static void CheckSignatures(JsonObject body, List<JsonObject> messages)
    {
        using var prefix = ThinkingSignature.Opening(body);
        for (var i = 0; i < messages.Count; i++)
        {
            var blocks = (messages[i]["content"] as JsonArray ?? []).OfType<JsonObject>().ToList();
            for (var j = 0; j < blocks.Count; j++)
            {
                Require(
                    blocks[j]["type"].Text() != "thinking"
                        || blocks[j]["signature"].Text() == ThinkingSignature.Of(prefix.GetCurrentHash(), blocks[j]["thinking"].Text() ?? ""),
                    $"messages.{i}.content.{j}: Invalid `signature` in `thinking` block");
            }

            ThinkingSignature.Append(prefix, messages[i]);
        }
    }

    private void CheckKept(List<JsonObject> messages, bool always)
    {
        if (messages.Count < 2 || !Blocks(messages[^1]).Any(block => block["type"].Text() == "tool_result") || messages[^2]["role"].Text() != "assistant")
        {
            return;
        }

        var answered = Blocks(messages[^2]).ToList();
        var thought = answered.Any(block => block["type"].Text() == "tool_use" && _thoughtful.GetValueOrDefault(block["id"].Text() ?? ""));
        Require(
            IsThinking(answered[0]) || !(always || thought),
            $"messages.{messages.Count - 2}.content.0.type: Expected `thinking` or `redacted_thinking`, but found `{answered[0]["type"].Text()}`. When `thinking` is enabled, a final `assistant` message must start with a thinking block");
    }

    private static IEnumerable<JsonObject> Blocks(JsonObject message) => (message["content"] as JsonArray ?? []).OfType<JsonObject>();

    private static bool IsThinking(JsonObject block) => block["type"].Text() is "thinking" or "redacted_thinking";
}
