using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Server.Audit;

namespace Memori.Server.Chat;

/// <summary>A turn of a conversation with Claude, as the guide has it.</summary>
// Settable: the generated reader would overwrite the defaults of init-only properties.
public sealed record ChatRequest : IAuditedBody
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; set; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given.</summary>
    public string? SessionId { get; set; }

    /// <summary>A partition of memories. Default none.</summary>
    public string? Namespace { get; set; }

    /// <summary>The whole conversation, the newest turn last, as the client has it: without memories.</summary>
    public required IReadOnlyList<ChatRequestMessage> Messages { get; set; }

    /// <summary>The system prompt. Default none.</summary>
    public string? System { get; set; }

    /// <summary>The longest answer, in tokens: 1 to the model's limit. Default 4,096.</summary>
    public int MaxTokens { get; set; } = 4096;

    /// <summary>0 to 1; sent to models that take one. Default 0.7.</summary>
    public double Temperature { get; set; } = 0.7;

    /// <summary>The model: an id or alias of the catalogue; a retired one is answered by its successor, with a warning. Default as the service is set.</summary>
    public string? Model { get; set; }

    /// <summary>What it is for, such as <c>complex_sql_generation</c> or <c>quick_responses</c>: chooses a model when none is named. Default as the service is set.</summary>
    public string? UseCase { get; set; }

    /// <summary>Whether money matters most: chooses a cheap model when none is named. Default as the service is set.</summary>
    public bool? BudgetPriority { get; set; }

    /// <summary>How hard the model thinks before it answers: <c>low</c>, <c>medium</c>, <c>high</c>. Default not at all.</summary>
    public string? Effort { get; set; }

    /// <summary>Whether the answer comes as server-sent events; so does <c>Accept: text/event-stream</c>. Default false.</summary>
    public bool Stream { get; set; }

    /// <summary>Which memories are put in: <c>conscious</c> (stated), <c>auto</c> (captured; the exchange is observed), <c>both</c>, <c>none</c>. Default as the service is set.</summary>
    public string? MemoryMode { get; set; }

    /// <summary>The most tokens of the memories of this turn. Default 2,000; never more than the service is set to, or the model's window leaves.</summary>
    public int? MaxMemoryTokens { get; set; }

    /// <summary>The kind of question: answers to <c>schema</c>, <c>datasource</c>, <c>faq</c> and <c>metadata</c> may be given again from the cache. Default none.</summary>
    public string? QueryType { get; set; }

    /// <summary>How long conversations are shortened: <c>aggressive</c>, <c>balanced</c>, <c>conservative</c>. Default as the service is set.</summary>
    public string? ContextStrategy { get; set; }

    /// <summary>Tools that the model may call; the client executes them. Default none.</summary>
    public IReadOnlyList<ChatRequestTool>? Tools { get; set; }

    /// <summary>Whether it may, must, or must not call one. Default it may.</summary>
    public ChatToolChoice? ToolChoice { get; set; }

    /// <summary>Texts at which the answer ends. Default none.</summary>
    public IReadOnlyList<string>? StopSequences { get; set; }
}

/// <summary>A message.</summary>
public sealed record ChatRequestMessage
{
    /// <summary><c>user</c> or <c>assistant</c>.</summary>
    public required string Role { get; set; }

    /// <summary>A text, or content blocks of the Messages API: text, image, document, tool_use, tool_result, thinking, redacted_thinking. They are passed on as they are.</summary>
    public required JsonElement Content { get; set; }

    /// <summary>Whether its round stays however long the conversation gets. Default false.</summary>
    public bool Pinned { get; set; }
}

/// <summary>A tool.</summary>
public sealed record ChatRequestTool
{
    /// <summary>Its name.</summary>
    public required string Name { get; set; }

    /// <summary>What it does. Default nothing is said.</summary>
    public string? Description { get; set; }

    /// <summary>The JSON schema of its input: an object.</summary>
    public required JsonElement InputSchema { get; set; }
}

/// <summary>Whether tools are called.</summary>
public sealed record ChatToolChoice
{
    /// <summary><c>auto</c>, <c>any</c>, <c>tool</c> or <c>none</c>.</summary>
    public required string Type { get; set; }

    /// <summary>The tool, for <c>tool</c>.</summary>
    public string? Name { get; set; }

    /// <summary>Whether at most one is called at a time. Default false.</summary>
    [JsonPropertyName("disable_parallel_tool_use")]
    public bool DisableParallelToolUse { get; set; }
}
