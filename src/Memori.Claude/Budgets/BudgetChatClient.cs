using System.Data.Common;
using System.Runtime.CompilerServices;
using Anthropic.Models.Messages;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Memori.Claude.Budgets;

/// <summary>
/// Makes no call that is not reserved in the ledger, and settles each once: as reported, at nothing when it was refused, estimated from what arrived when it broke off,
/// at its worst case when nothing is known. Charged to <see cref="Payer.Current"/>. Thread-safe.
/// </summary>
public sealed partial class BudgetChatClient(
    IChatClient innerClient,
    UsageLedger ledger,
    ModelCatalog catalog,
    ClaudeOptions claude,
    BudgetOptions budgets,
    TokenEstimator estimator,
    TimeProvider time,
    ILogger logger) : DelegatingChatClient(innerClient)
{
    /// <inheritdoc />
    /// <exception cref="BudgetExceededException">Nothing was asked.</exception>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> prompt = [.. messages];
        var call = await OpenAsync(prompt, options, cancellationToken).ConfigureAwait(false);
        ChatResponse response;
        try
        {
            response = await base.GetResponseAsync(prompt, call.Options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception cause)
        {
            await SettleAsync(call, call.Failed(cause)).ConfigureAwait(false);
            throw;
        }

        await SettleAsync(call, call.Answered(response)).ConfigureAwait(false);
        if (call.CutTo is { } cut)
        {
            (response.AdditionalProperties ??= [])[BudgetOptions.CutTo] = cut;
        }

        return response;
    }

    /// <inheritdoc />
    /// <exception cref="BudgetExceededException">Nothing was asked.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        IReadOnlyList<ChatMessage> prompt = [.. messages];
        var call = await OpenAsync(prompt, options, cancellationToken).ConfigureAwait(false);
        Exception? failure = null;
        var hasEnded = false;
        var updates = base.GetStreamingResponseAsync(prompt, call.Options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                try
                {
                    hasEnded = !await updates.MoveNextAsync().ConfigureAwait(false);
                }
                catch (Exception cause)
                {
                    failure = cause;
                    throw;
                }

                if (hasEnded)
                {
                    break;
                }

                call.Arrived.Add(updates.Current);
                if (call.CutTo is { } cut)
                {
                    (updates.Current.AdditionalProperties ??= [])[BudgetOptions.CutTo] = cut;
                }

                yield return updates.Current;
            }
        }
        finally
        {
            // Also when the reader stops in the middle.
            await updates.DisposeAsync().ConfigureAwait(false);
            await SettleAsync(call, failure is not null ? call.Failed(failure) : hasEnded ? call.Streamed() : call.Abandoned()).ConfigureAwait(false);
        }
    }

    private async Task<BudgetedCall> OpenAsync(IReadOnlyList<ChatMessage> prompt, ChatOptions? options, CancellationToken cancellationToken)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var model = catalog.Resolve(options?.ModelId ?? claude.Model, day).Model;
        var features = PromptFeatures.Of(prompt, options);
        var input = estimator.UpperBound(model.Id, features);
        var asked = Math.Min(options?.MaxOutputTokens ?? claude.MaxOutputTokens, model.MaxOutputTokens);
        for (var output = asked; ;)
        {
            var budget = new CallBudget(
                ledger, model, Payer.Current ?? Payer.Unattributed, input, output, CallBudget.LifetimeOf(claude.Timeout, output), day);
            if (await budget.TryReserveAsync(cancellationToken).ConfigureAwait(false) is not { } refused)
            {
                if (output < asked)
                {
                    LogShrunk(logger, asked, output);
                }

                return new BudgetedCall(budget, estimator, catalog, model, features, input, output, day)
                {
                    Options = output < asked ? Shrunk(options, output) : options,
                    CutTo = output < asked ? output : null,
                };
            }

            // Others may take from what is left meanwhile: then it is tried with the rest, which ends because it is always less.
            var left = (refused.Remaining ?? 0) - input;
            if (left >= output || left < Math.Min(budgets.MinimumOutputTokens, asked))
            {
                throw new BudgetExceededException(refused);
            }

            output = (int)left;
        }
    }

    private static ChatOptions Shrunk(ChatOptions? options, int maxOutputTokens)
    {
        var shrunk = options?.Clone() ?? new ChatOptions();
        shrunk.MaxOutputTokens = maxOutputTokens;
        if (shrunk.RawRepresentationFactory is { } make)
        {
            shrunk.RawRepresentationFactory = client => make(client) is MessageCreateParams raw ? raw with { MaxTokens = maxOutputTokens } : make(client);
        }

        return shrunk;
    }

    private async Task SettleAsync(BudgetedCall call, Settlement settlement)
    {
        try
        {
            await call.Budget.SettleAsync(settlement).ConfigureAwait(false);
        }
        catch (Exception cause) when (cause is MemoriException or DbException)
        {
            // The answer is there and paid for: its reservation is resolved at its worst case after its deadline.
            LogUnsettled(logger, cause);
        }
    }

    [LoggerMessage(LogLevel.Information, "Little of the budget is left: max_tokens {Asked} became {Output}")]
    private static partial void LogShrunk(ILogger logger, int asked, int output);

    [LoggerMessage(LogLevel.Error, "A model call could not be settled")]
    private static partial void LogUnsettled(ILogger logger, Exception cause);
}
