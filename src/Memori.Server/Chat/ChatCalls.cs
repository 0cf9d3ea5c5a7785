using System.Text.Json;
using System.Text.RegularExpressions;
using Memori.Chat;
using Memori.Claude;
using Memori.Claude.Chat.Blocks;
using Memori.Claude.Chat.Caching;
using Memori.Claude.Chat.Context;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Injection;
using Memori.Server.Configuration;
using Memori.Server.Memories;
using Microsoft.Extensions.AI;

namespace Memori.Server.Chat;

/// <summary>Makes calls of requests: checks them, and fills in what the service is set to.</summary>
internal sealed partial class ChatCalls(MemoriSettings settings, ClaudeOptions claude, ModelCatalog catalog, TokenEstimator estimator, TimeProvider time)
{
    // As the API has it.
    [GeneratedRegex("^[a-zA-Z0-9_-]{1,128}$")]
    private static partial Regex ToolName { get; }

    // Memory helps a turn; it must not crowd it out.
    private const int WindowShare = 4;

    /// <summary>The call of a request.</summary>
    /// <param name="body">The request.</param>
    /// <param name="scope">Who asks.</param>
    /// <param name="keyId">The API key that it came with, or null.</param>
    /// <exception cref="MemoriException">Something in it is not as it must be, or <c>unknown-model</c>.</exception>
    public ChatCall Make(ChatRequest body, Scope scope, string? keyId)
    {
        var (model, warning) = Choose(body);
        if (body.MaxTokens < 1 || body.MaxTokens > model.MaxOutputTokens)
        {
            throw ChatFaults.MaxTokens(model);
        }

        if (body.Temperature is not (>= 0 and <= 1))
        {
            throw ChatFaults.Temperature();
        }

        if (body.StopSequences?.Any(string.IsNullOrWhiteSpace) == true)
        {
            throw ChatFaults.StopSequences();
        }

        IReadOnlyList<ChatMessage> messages = [.. (body.Messages ?? []).Select(Message)];
        ConversationRules.Require(messages, model);
        if (!string.IsNullOrEmpty(body.System))
        {
            messages = [new ChatMessage(ChatRole.System, body.System), .. messages];
        }

        var options = Options(body, model);
        options.WithScope(scope, Injection(body, model, messages, options));
        options.WithContextStrategy(MemoryWords.Parse<ContextStrategy>(body.ContextStrategy ?? settings.ContextStrategy, "context_strategy") ?? ContextStrategy.Balanced);
        if (settings.EnableCaching)
        {
            options.WithResponseCache(body.QueryType, new CachePartition(scope.UserId, null, scope.Namespace, keyId));
        }

        return new ChatCall(scope, messages, options, warning is null ? [] : [warning]);
    }

    private ResolvedModel Choose(ChatRequest body)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return body switch
        {
            { Model: { } named } => catalog.Resolve(named, day),
            { UseCase: null, BudgetPriority: null } => catalog.Resolve(claude.Model, day),
            _ => catalog.Resolve(catalog.Select(body.UseCase ?? "", body.BudgetPriority == true, day).Id, day),
        };
    }

    private static ChatMessage Message(ChatRequestMessage? message)
    {
        var role = message?.Role switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            _ => throw ChatFaults.Word("role", "user", "assistant"),
        };
        var read = new ChatMessage(role, ContentOf(message!.Content));
        return message.Pinned ? read.Pin() : read;
    }

    private static IList<AIContent> ContentOf(JsonElement content)
    {
        try
        {
            return ContentBlocks.Read(content);
        }
        catch (InvalidOperationException)
        {
            throw ChatFaults.Messages("A text has half a surrogate pair in it, which is no character.", "文本中含有不成对的代理项,不是有效字符。");
        }
    }

    private static ChatOptions Options(ChatRequest body, ClaudeModel model)
    {
        var effort = Effort(body.Effort);
        return new ChatOptions
        {
            ModelId = model.Id,
            MaxOutputTokens = body.MaxTokens,

            // A model that thinks takes no other temperature than its own.
            Temperature = effort is null ? (float)body.Temperature : null,
            Reasoning = effort is null ? null : new ReasoningOptions { Effort = effort, Output = ReasoningOutput.Summary },
            StopSequences = body.StopSequences is { Count: > 0 } stops ? [.. stops] : null,
            Tools = body.Tools is { Count: > 0 } tools ? Tools(tools) : null,
            ToolMode = ToolMode(body, model),
            AllowMultipleToolCalls = body.ToolChoice?.DisableParallelToolUse == true ? false : null,
        };
    }

    private static ReasoningEffort? Effort(string? effort) => effort switch
    {
        null => null,
        "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        _ => throw ChatFaults.Word("effort", "low", "medium", "high"),
    };

    private static List<AITool> Tools(IReadOnlyList<ChatRequestTool?> tools)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. tools.Select(tool => tool is { Name: { } name, InputSchema: { ValueKind: JsonValueKind.Object } schema } && ToolName.IsMatch(name) && names.Add(name)
            ? AIFunctionFactory.CreateDeclaration(name, tool.Description, schema)
            : throw ChatFaults.Tools())];
    }

    private static ChatToolMode? ToolMode(ChatRequest body, ClaudeModel model)
    {
        if (body.ToolChoice is not { } choice)
        {
            return null;
        }

        if (choice.Type is "any" or "tool" && !model.ForcedToolChoice)
        {
            throw ChatFaults.ForcedTool(model);
        }

        return choice.Type switch
        {
            "auto" => ChatToolMode.Auto,
            "none" => ChatToolMode.None,
            "any" => ChatToolMode.RequireAny,
            "tool" when body.Tools?.Any(tool => tool.Name == choice.Name) == true => ChatToolMode.RequireSpecific(choice.Name!),
            "tool" => throw ChatFaults.UnknownTool(),
            _ => throw ChatFaults.Word("tool_choice", "auto", "any", "tool", "none"),
        };
    }

    private InjectionRequest Injection(ChatRequest body, ClaudeModel model, IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        // History can be dropped, the newest turn can't.
        var needed = estimator.UpperBound(model.Id, PromptFeatures.Of(CostOptimizer.OptimizeContext(messages, ContextStrategy.Aggressive, 1), options));
        var left = Math.Max(0, model.ContextTokens - body.MaxTokens - needed) / WindowShare;
        var usual = new InjectionRequest();
        var budget = (int)Math.Min(Math.Min(body.MaxMemoryTokens ?? usual.TokenBudget, settings.MaxMemoryTokens), left);
        return new InjectionRequest
        {
            Mode = budget <= 0 ? InjectionMode.None : MemoryWords.Parse<InjectionMode>(body.MemoryMode, "memory_mode") ?? settings.InjectionMode,
            TokenBudget = Math.Max(0, budget),
            RetrievalLimit = settings.RetrievalLimit,
            ImportanceThreshold = settings.ImportanceThreshold,
        };
    }
}
