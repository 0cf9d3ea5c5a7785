using System.Text.Json.Nodes;
using static Memori.Claude.Emulator.Rules.RequestRefusedException;

namespace Memori.Claude.Emulator.Rules;

/// <summary>The rules of <c>messages</c>: roles, content, tool calls and their results.</summary>
internal static class MessageRules
{
    private static readonly HashSet<string> BlockTypes = new(StringComparer.Ordinal)
    {
        "text", "image", "document", "search_result", "tool_use", "tool_result", "thinking", "redacted_thinking", "server_tool_use",
    };

    public static void Check(JsonNode? messages, EmulatedModel model)
    {
        Require(messages is JsonArray, "messages: Input should be a valid list");
        var list = (JsonArray)messages;
        Require(list.Count > 0, "messages: at least one message is required");
        HashSet<string> open = [];
        for (var i = 0; i < list.Count; i++)
        {
            Require(list[i] is JsonObject, $"messages.{i}: Input should be an object");
            open = CheckMessage((JsonObject)list[i]!, i, open);
        }

        Require(open.Count == 0, $"messages: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", open)}");
        if (list[^1]!["role"].Text() == "assistant")
        {
            Require(model.TakesPrefill, "This model does not support assistant message prefill. The conversation must end with a user message.");
            Require(LastText(list[^1]!["content"])?.EndsWith(' ') != true, "messages: final assistant content cannot end with trailing whitespace");
        }
    }

    /// <summary>Checks a message and gives the ids of the tool calls that the next one must answer.</summary>
    private static HashSet<string> CheckMessage(JsonObject message, int index, HashSet<string> open)
    {
        var role = message["role"].Text();
        Require(message.All(field => field.Key is "role" or "content"), $"messages.{index}: Extra inputs are not permitted");
        Require(role is "user" or "assistant" or "system", $"messages.{index}.role: Input should be 'user' or 'assistant'");
        Require(index > 0 || role == "user", "messages: first message must use the \"user\" role");
        Require(message["content"] is not null, $"messages.{index}.content: Field required");
        if (message["content"].Text() is { } text)
        {
            Require(text.Length > 0, $"messages.{index}: user messages must have non-empty content");
            Require(open.Count == 0, Unanswered(index, open));
            return [];
        }

        Require(message["content"] is JsonArray { Count: > 0 }, $"messages.{index}: content must be a non-empty list");
        var calls = new HashSet<string>(StringComparer.Ordinal);
        var answered = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in (JsonArray)message["content"]!)
        {
            Require(node is JsonObject, $"messages.{index}.content: Input should be an object");
            CheckBlock((JsonObject)node, role!, index, open, calls, answered);
        }

        Require(open.All(answered.Contains), Unanswered(index, open.Except(answered)));
        return calls;
    }

    private static void CheckBlock(JsonObject block, string role, int index, HashSet<string> open, HashSet<string> calls, HashSet<string> answered)
    {
        var type = block["type"].Text() ?? "";
        Require(BlockTypes.Contains(type), $"messages.{index}.content: Input tag '{type}' does not match any of the expected tags");
        switch (type)
        {
            case "text":
                Require(!string.IsNullOrEmpty(block["text"].Text()), "messages: text content blocks must be non-empty");
                break;
            case "tool_use":
                Require(role == "assistant", $"messages.{index}: `tool_use` blocks can only be in `assistant` messages");
                Require(calls.Add(block["id"].Text() ?? ""), $"messages.{index}: `tool_use` ids must be unique");
                break;
            case "tool_result":
                var id = block["tool_use_id"].Text() ?? "";
                Require(role == "user", $"messages.{index}: `tool_result` blocks can only be in `user` messages");
                Require(open.Contains(id), $"messages.{index}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. Each `tool_result` block must have a corresponding `tool_use` block in the previous message.");
                Require(answered.Add(id), $"messages.{index}: each tool_use must have a single result");
                break;
            case "thinking":
                Require(role == "assistant" && block["signature"].Text() is not null, $"messages.{index}: thinking.signature: Field required");
                break;
        }
    }

    private static string Unanswered(int index, IEnumerable<string> ids) =>
        $"messages.{index}: `tool_use` ids were found without `tool_result` blocks immediately after: {string.Join(", ", ids)}";

    private static string? LastText(JsonNode? content) => content switch
    {
        JsonArray { Count: > 0 } blocks => blocks[^1]?["text"].Text(),
        _ => content.Text(),
    };
}
