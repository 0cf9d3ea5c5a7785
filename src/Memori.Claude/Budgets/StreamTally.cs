using System.Text;
using Anthropic.Models.Messages;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Budgets;

/// <summary>What arrived of a stream so far: what it reported, and its text for when it reported too little. Not thread-safe.</summary>
internal sealed class StreamTally
{
    private readonly StringBuilder _text = new();

    /// <summary>The model that answers; null while unknown.</summary>
    public string? Model { get; private set; }

    /// <summary>The input as <c>message_start</c> said it, and the output as last said; null before.</summary>
    public TokenUsage? Started { get; private set; }

    /// <summary>The part of the cache writes that is for an hour.</summary>
    public long OneHourTokens { get; private set; }

    /// <summary>The terms of its price.</summary>
    public PriceTerms Terms { get; private set; }

    /// <summary>The usage of the whole answer, as its end reports it; null before.</summary>
    public TokenUsage? Reported { get; private set; }

    /// <summary>Whether the API said that the answer is complete.</summary>
    public bool HasEnded { get; private set; }

    public bool HasBegun => Started is not null || Reported is not null || _text.Length > 0;

    /// <summary>All that the model wrote: text, thinking, inputs of tools.</summary>
    public string Text => _text.ToString();

    public void Add(ChatResponseUpdate update)
    {
        Model ??= update.ModelId;
        foreach (var usage in update.Contents.OfType<UsageContent>())
        {
            Reported = (Reported ?? default) + UsageCounts.FromUsage(usage.Details);
        }

        switch ((update.RawRepresentation as RawMessageStreamEvent)?.Value)
        {
            case RawMessageStartEvent start:
                Start(start.Message.Usage);
                break;
            case RawMessageDeltaEvent { Usage.OutputTokens: var output }:
                Started = (Started ?? default) with { OutputTokens = output };
                break;
            case RawContentBlockDeltaEvent delta:
                _text.Append(TextOf(delta.Delta));
                break;
            case RawMessageStopEvent:
                HasEnded = true;
                break;
            case null:
                _text.AppendJoin("", update.Contents.Select(TextOf));
                break;
        }
    }

    public static string TextOf(AIContent content) => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent thinking => thinking.Text,
        FunctionCallContent call => call.Name + string.Concat(call.Arguments?.Select(argument => $"\"{argument.Key}\":\"{argument.Value}\",") ?? []),
        _ => "",
    };

    private static string TextOf(RawContentBlockDelta delta) => delta.Value switch
    {
        TextDelta text => text.Text,
        ThinkingDelta thinking => thinking.Thinking,
        InputJsonDelta input => input.PartialJson,
        _ => "",
    };

    private void Start(Usage usage)
    {
        OneHourTokens = usage.CacheCreation?.Ephemeral1hInputTokens ?? 0;
        Terms = PriceTerms.Of(usage.InferenceGeo, usage.ServiceTier?.Raw());
        Started = new TokenUsage
        {
            InputTokens = usage.InputTokens,
            OutputTokens = usage.OutputTokens,
            CacheCreationInputTokens = usage.CacheCreationInputTokens ?? 0,
            CacheReadInputTokens = usage.CacheReadInputTokens ?? 0,
        };
    }
}
