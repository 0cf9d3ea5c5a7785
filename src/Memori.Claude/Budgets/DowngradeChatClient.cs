using System.Runtime.CompilerServices;
using Memori.Claude.Models;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Memori.Claude.Budgets;

/// <summary>
/// Asks a cheaper model when little of the payer's day is left (<see cref="BudgetOptions.DowngradeBelow"/>), unless the caller pinned the model
/// (<see cref="BudgetOptions.PinModel"/>); the answer says so (<see cref="BudgetOptions.DowngradedFrom"/>). Thread-safe.
/// </summary>
public sealed partial class DowngradeChatClient(
    IChatClient innerClient, UsageLedger ledger, ModelCatalog catalog, string defaultModel, BudgetOptions budgets, TimeProvider time, ILogger logger)
    : DelegatingChatClient(innerClient)
{
    /// <inheritdoc />
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var (fitted, from) = await FitAsync(options, cancellationToken).ConfigureAwait(false);
        var response = await base.GetResponseAsync(messages, fitted, cancellationToken).ConfigureAwait(false);
        if (from is not null)
        {
            (response.AdditionalProperties ??= [])[BudgetOptions.DowngradedFrom] = from;
        }

        return response;
    }

    /// <inheritdoc />
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (fitted, from) = await FitAsync(options, cancellationToken).ConfigureAwait(false);
        await foreach (var update in base.GetStreamingResponseAsync(messages, fitted, cancellationToken).ConfigureAwait(false))
        {
            if (from is not null)
            {
                (update.AdditionalProperties ??= [])[BudgetOptions.DowngradedFrom] = from;
                from = null;
            }

            yield return update;
        }
    }

    private async Task<(ChatOptions? Options, string? From)> FitAsync(ChatOptions? options, CancellationToken cancellationToken)
    {
        if (Cheaper(options) is not var (asked, cheaper) || !await IsLowAsync(cancellationToken).ConfigureAwait(false))
        {
            return (options, null);
        }

        LogDowngrade(logger, asked, cheaper);
        var fitted = options?.Clone() ?? new ChatOptions();
        fitted.ModelId = cheaper;
        return (fitted, asked);
    }

    private (string Asked, string Cheaper)? Cheaper(ChatOptions? options)
    {
        if (budgets.DowngradeModel is not { } id || budgets.DowngradeBelow <= 0 || options?.AdditionalProperties?.GetValueOrDefault(BudgetOptions.PinModel) is true)
        {
            return null;
        }

        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var asked = catalog.Resolve(options?.ModelId ?? defaultModel, day).Model;
        var cheaper = catalog.Resolve(id, day).Model;
        var fits = cheaper.StructuredOutput || options?.ResponseFormat is not ChatResponseFormatJson { Schema: not null };
        return fits && PriceOf(cheaper, day) < PriceOf(asked, day) ? (asked.Id, cheaper.Id) : null;
    }

    private static decimal PriceOf(ClaudeModel model, DateOnly day)
    {
        var price = model.PriceOn(day, promptTokens: 0);
        return price.Input + price.Output;
    }

    private async Task<bool> IsLowAsync(CancellationToken cancellationToken)
    {
        // No request is as large: so the answer speaks of whoever has a daily limit, the user before the key.
        var standing = await ledger.CheckAsync(Payer.Current ?? Payer.Unattributed, long.MaxValue, cancellationToken).ConfigureAwait(false);
        return standing.DailyLimit is { } limit && limit - standing.CurrentUsage < budgets.DowngradeBelow * limit;
    }

    [LoggerMessage(LogLevel.Information, "Little of the budget is left: {Cheaper} answers in place of {Asked}")]
    private static partial void LogDowngrade(ILogger logger, string asked, string cheaper);
}
