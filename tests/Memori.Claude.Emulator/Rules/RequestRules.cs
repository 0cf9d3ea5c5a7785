using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static Memori.Claude.Emulator.Rules.RequestRefusedException;

namespace Memori.Claude.Emulator.Rules;

/// <summary>The rules of the body of a request.</summary>
internal static partial class RequestRules
{
    private static readonly HashSet<string> Shared = new(StringComparer.Ordinal)
    {
        "model", "messages", "system", "tools", "tool_choice", "thinking", "output_config", "cache_control",
    };

    private static readonly HashSet<string> OnlyCreate = new(StringComparer.Ordinal)
    {
        "max_tokens", "metadata", "stop_sequences", "stream", "service_tier", "temperature", "top_p", "top_k", "inference_geo",
    };

    public static EmulatedModel Check(JsonObject body, bool counting, DateOnly today, bool takesUnknown)
    {
        foreach (var (name, _) in body)
        {
            Require(takesUnknown || Shared.Contains(name) || (!counting && OnlyCreate.Contains(name)), $"{name}: Extra inputs are not permitted");
        }

        Require(body["messages"] is not null, "messages: Field required");
        var model = EmulatedModel.Find(body["model"].Text() ?? "", today);
        if (!counting)
        {
            CheckLimits(body, model);
        }

        CheckSystem(body["system"]);
        CheckThinking(body, model);
        CheckTools(body, model);
        MessageRules.Check(body["messages"], model);
        OutputRules.Check(body["output_config"]);
        CacheRules.Check(body);
        return model;
    }

    private static void CheckLimits(JsonObject body, EmulatedModel model)
    {
        Require(body["max_tokens"] is not null, "max_tokens: Field required");
        var max = body["max_tokens"].Integer();
        Require(max is >= 1, "max_tokens: Input should be greater than or equal to 1");
        Require(max <= model.MaxOutput, $"max_tokens: {max} > {model.MaxOutput}, which is the maximum allowed number of output tokens for {model.Id}");
        foreach (var name in (string[])["temperature", "top_p", "top_k"])
        {
            Require(body[name] is null || model.TakesSampling, $"{name}: this model does not support a non-default value");
        }

        Require(body["temperature"] is null || body["temperature"].Number() is >= 0 and <= 1, "temperature: range: 0..1");
        Require(body["top_p"] is null || body["top_p"].Number() is >= 0 and <= 1, "top_p: range: 0..1");
        Require(body["top_k"] is null || body["top_k"].Integer() is >= 0, "top_k: Input should be greater than or equal to 0");
        Require(body["stream"] is null || body["stream"].Boolean() is not null, "stream: Input should be a valid boolean");
        Require(
            body["stop_sequences"] is null || (body["stop_sequences"] is JsonArray stops && stops.All(stop => !string.IsNullOrWhiteSpace(stop.Text()))),
            "stop_sequences: each stop sequence must contain non-whitespace");
        Require(body["metadata"] is null or JsonObject, "metadata: Input should be a valid dictionary");
    }

    private static void CheckSystem(JsonNode? system)
    {
        if (system is null || system.Text() is not null)
        {
            return;
        }

        Require(system is JsonArray, "system: Input should be a valid string or list");
        foreach (var block in (JsonArray)system)
        {
            Require(block?["type"].Text() == "text", "system: Input tag should be 'text'");
            Require(!string.IsNullOrEmpty(block["text"].Text()), "system: text content blocks must be non-empty");
        }
    }

    private static void CheckThinking(JsonObject body, EmulatedModel model)
    {
        if (body["thinking"] is not { } thinking)
        {
            return;
        }

        switch (thinking["type"].Text())
        {
            case "enabled":
                Require(model.TakesThinkingBudget, "thinking: 'enabled' is not supported by this model; use 'adaptive'");
                Require(thinking["budget_tokens"].Integer() is >= 1024, "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024");
                Require(
                    body["max_tokens"] is null || thinking["budget_tokens"].Integer() < body["max_tokens"].Integer(),
                    "max_tokens must be greater than thinking.budget_tokens");
                Require(body["temperature"].Number() is null or 1, "temperature may only be set to 1 when thinking is enabled");
                break;
            case "adaptive":
                Require(model.TakesAdaptiveThinking, "thinking: 'adaptive' is not supported by this model");
                break;
            case "disabled":
                break;
            default:
                throw Invalid("thinking: Input tag does not match any of the expected tags: 'enabled', 'disabled', 'adaptive'");
        }
    }

    private static void CheckTools(JsonObject body, EmulatedModel model)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Require(body["tools"] is null or JsonArray, "tools: Input should be a valid list");
        foreach (var tool in (body["tools"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var name = tool["name"].Text();
            Require(name is not null && ToolName.IsMatch(name), "tools.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'");
            Require(names.Add(name), "tools: Tool names must be unique.");
            Require(tool["type"].Text() is not (null or "custom") || tool["input_schema"]?["type"].Text() == "object", "tools.input_schema.type: Input should be 'object'");
        }

        if (body["tool_choice"]?["type"].Text() is not { } choice)
        {
            Require(body["tool_choice"] is null, "tool_choice: Field required: type");
            return;
        }

        Require(choice is "auto" or "any" or "tool" or "none", "tool_choice: Input tag does not match any of the expected tags");
        Require(names.Count > 0 || choice == "none", "tool_choice may only be specified while providing tools");
        Require(choice is "auto" or "none" || !model.RefusesForcedTools, "tool_choice: forcing tool use is not supported by this model");
        Require(choice != "tool" || names.Contains(body["tool_choice"]!["name"].Text() ?? ""), "tool_choice: Tool not found in provided tools");
    }

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$")]
    private static partial Regex ToolName { get; }
}
