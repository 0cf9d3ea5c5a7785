using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Anthropic.Models.Messages;
using Memori.Claude.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Memori.Claude.Chat;

/// <summary>
/// Makes a request fit its model: a retired id becomes its successor, sampling parameters go only to models that take them,
/// <c>max_tokens</c> stays within the model's limit. Thread-safe.
/// </summary>
public sealed partial class ModelRulesChatClient(IChatClient innerClient, ModelCatalog catalog, ClaudeOptions options, TimeProvider time, ILogger logger)
    : DelegatingChatClient(innerClient)
{
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    /// <inheritdoc />
    /// <exception cref="MemoriException"><c>unknown-model</c>, <c>model-retired</c>, <c>model-without-structured-output</c>.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await base.GetResponseAsync(messages, Fit(options), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc />
    /// <exception cref="MemoriException"><c>unknown-model</c>, <c>model-retired</c>, <c>model-without-structured-output</c>.</exception>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(messages, Fit(options), cancellationToken);

    private ChatOptions Fit(ChatOptions? asked)
    {
        var model = Resolve(asked?.ModelId ?? options.Model);
        if (asked?.ResponseFormat is ChatResponseFormatJson { Schema: not null } && !model.StructuredOutput)
        {
            throw CatalogFaults.WithoutStructuredOutput(model.Id);
        }

        var fitted = asked?.Clone() ?? new ChatOptions();
        fitted.ModelId = model.Id;
        fitted.MaxOutputTokens = Math.Min(asked?.MaxOutputTokens ?? options.MaxOutputTokens, model.MaxOutputTokens);
        if (model.Temperature && fitted.RawRepresentationFactory is null && Sampling(fitted) is { Count: > 0 } sampling)
        {
            // The SDK no longer sends sampling parameters, which older models still take.
            fitted.RawRepresentationFactory = _ => WithSampling(model.Id, fitted.MaxOutputTokens.Value, sampling);
        }

        fitted.Temperature = null;
        fitted.TopP = null;
        fitted.TopK = null;
        fitted.Reasoning = model.Thinking == ThinkingKind.None ? null : fitted.Reasoning;
        return fitted;
    }

    private ClaudeModel Resolve(string id)
    {
        var (model, warning) = catalog.Resolve(id, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (warning is not null && _warned.TryAdd(id, true))
        {
            LogModelWarning(logger, warning.English);
        }

        return model;
    }

    private static Dictionary<string, JsonElement> Sampling(ChatOptions from)
    {
        var sampling = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        Add("temperature", from.Temperature);
        Add("top_p", from.TopP);
        Add("top_k", from.TopK);
        return sampling;

        void Add(string name, float? value)
        {
            if (value is { } given)
            {
                sampling[name] = JsonElement.Parse(given.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static MessageCreateParams WithSampling(string model, int maxTokens, Dictionary<string, JsonElement> sampling)
    {
        var request = new MessageCreateParams { Model = model, MaxTokens = maxTokens, Messages = [] };
        return MessageCreateParams.FromRawUnchecked(
            request.RawHeaderData, request.RawQueryData, request.RawBodyData.Concat(sampling).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void LogModelWarning(ILogger logger, string warning);
}
