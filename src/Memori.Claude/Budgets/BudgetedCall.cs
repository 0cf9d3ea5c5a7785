using Memori.Claude.Models;
using Memori.Claude.Resilience;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Budgets;

/// <summary>One attempt whose worst case is reserved, and how it is settled by the way it ended.</summary>
internal sealed class BudgetedCall(
    CallBudget budget, TokenEstimator estimator, ModelCatalog catalog, ClaudeModel model, PromptFeatures prompt, long inputTokens, long maxOutputTokens, DateOnly day)
{
    private static readonly Settlement Nothing = new(SettlementKind.Released, default);

    public CallBudget Budget => budget;

    /// <summary>What is asked, <c>max_tokens</c> within the budget.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>The <c>max_tokens</c> that what is left allows, when it is less than was asked for.</summary>
    public int? CutTo { get; init; }

    /// <summary>What arrived of a stream.</summary>
    public StreamTally Arrived { get; } = new();

    public Settlement Answered(ChatResponse response)
    {
        if (response.Usage is { } usage)
        {
            return Reported(UsageCounts.FromUsage(usage), response.ModelId);
        }

        var text = string.Concat(response.Messages.SelectMany(message => message.Contents).Select(StreamTally.TextOf));
        return Estimated(new TokenUsage { InputTokens = estimator.Estimate(model.Id, prompt), OutputTokens = OutputOf(text) }, response.ModelId);
    }

    /// <summary>The stream came to its end.</summary>
    public Settlement Streamed() => Arrived.Reported is { } usage ? Reported(usage, Arrived.Model) : Abandoned();

    /// <summary>Nobody reads on: what arrived is what counts.</summary>
    public Settlement Abandoned()
    {
        if (Arrived.HasEnded && Arrived.Reported is { } usage)
        {
            return Reported(usage, Arrived.Model);
        }

        if (!Arrived.HasBegun)
        {
            return new Settlement(SettlementKind.Estimated, budget.WorstCase);
        }

        var begun = Arrived.Started ?? new TokenUsage { InputTokens = inputTokens };
        return Estimated(begun with { OutputTokens = Math.Min(Math.Max(begun.OutputTokens, OutputOf(Arrived.Text)), maxOutputTokens) }, Arrived.Model);
    }

    public Settlement Failed(Exception cause) => !Arrived.HasBegun && CostNothing(cause) ? Nothing : Abandoned();

    private static bool CostNothing(Exception cause) => cause
        is ClaudeException { IsFree: true }
        or HttpRequestException { StatusCode: not null }
        // A request that can't even be made.
        or ArgumentException
        or NotSupportedException;

    private long OutputOf(string text) => text.Length == 0 ? 0 : estimator.Estimate(model.Id, PromptFeatures.OfText(text));

    private Settlement Reported(TokenUsage usage, string? answered)
    {
        if (!PossibleUsage.Is(usage))
        {
            return AtWorst(answered);
        }

        estimator.Learn(model.Id, prompt, usage.InputTokens + usage.CacheCreationInputTokens + usage.CacheReadInputTokens);
        return Ended(SettlementKind.Settled, usage, answered);
    }

    private Settlement Estimated(TokenUsage usage, string? answered) => PossibleUsage.Is(usage) ? Ended(SettlementKind.Estimated, usage, answered) : AtWorst(answered);

    private Settlement AtWorst(string? answered) => new(SettlementKind.Estimated, budget.WorstCase, answered);

    private Settlement Ended(SettlementKind kind, TokenUsage usage, string? answered) => new(kind, Priced(usage, answered), answered)
    {
        IsPriceGuessed = answered is not null && !catalog.TryFind(answered, out _),
    };

    private TokenUsage Priced(TokenUsage usage, string? answered) =>
        usage.CostPicodollars > 0
            ? usage
            : (answered is not null && catalog.TryFind(answered, out var other) ? other : model).Price(usage, day, Arrived.OneHourTokens, Arrived.Terms);
}
