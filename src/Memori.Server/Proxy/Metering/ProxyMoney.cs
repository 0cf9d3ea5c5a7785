using Memori.Claude;
using Memori.Claude.Budgets;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Memori.Server.Proxy.Bodies;

namespace Memori.Server.Proxy.Metering;

/// <summary>Opens the books of calls: what one may use at worst, at which model's price. Thread-safe.</summary>
internal sealed class ProxyMoney(UsageLedger ledger, ModelCatalog catalog, TokenEstimator estimator, TokenCounter counter, ClaudeOptions options, TimeProvider time)
{
    // What no model writes, so that sums stay within their numbers; any budget that there is refuses it.
    private const long Most = 100_000_000;

    /// <summary>The money of a call.</summary>
    /// <param name="payer">Who pays.</param>
    /// <param name="body">What was read of the body.</param>
    /// <param name="sent">What is sent.</param>
    /// <param name="counted">The tokens of input when the API has counted them; null for the estimate's upper bound.</param>
    public CallMoney Open(Payer payer, MessagesBody body, ReadOnlySpan<byte> sent, long? counted = null)
    {
        var day = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (model, isKnown) = PriceOf(body.Model, day);
        var prompt = body.IsReadable ? PromptFeatures.OfRequest(sent) : default;

        // What can't be read is a fault that the API explains; should it be able to read it, it costs what it costs at worst.
        var input = counted ?? (body.IsReadable ? estimator.UpperBound(model.Id, prompt) : sent.Length);
        var longest = isKnown ? model.MaxOutputTokens : catalog.Models.Max(known => known.MaxOutputTokens);
        var output = Math.Min(body.MaxTokens ?? longest, Most);
        var lifetime = CallBudget.LifetimeOf(options.TotalTimeout, Math.Min(output, longest));
        return new CallMoney(new CallBudget(ledger, model, payer, Math.Min(input, Most), output, lifetime, day), this)
        {
            Model = model,
            Prompt = prompt,
            InferenceGeo = body.InferenceGeo,
            Day = day,
            Lifetime = lifetime,
            MaxOutputTokens = output,
            InputTokens = body.IsReadable ? estimator.Estimate(model.Id, prompt) : 0,
        };
    }

    /// <summary>The model of that id or, when it is not known, one at the prices of the dearest: never a price of zero. The ledger says it when it is charged.</summary>
    public PricedModel PriceOf(string id, DateOnly day) => catalog.PriceOrDearest(id, day);

    /// <summary>What the API itself counts of the input of a call that a budget refused: the margin of the estimate may be what was too much.</summary>
    /// <param name="refused">The call as it was refused.</param>
    /// <param name="room">The tokens of input that would be allowed.</param>
    /// <param name="count">Asks the API.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The tokens, or null when the call was refused rightly.</returns>
    public async Task<long?> CountAsync(CallMoney refused, long room, Func<CancellationToken, Task<long?>> count, CancellationToken cancellationToken)
    {
        var counted = await counter.CountAsync(refused.Model.Id, refused.Prompt, room, count, cancellationToken);
        return counted.IsExact && counted.InputTokens <= room ? counted.InputTokens : null;
    }

    /// <summary>Learns from what the API counted.</summary>
    public void Learn(CallMoney call, TokenUsage usage) =>
        estimator.Learn(call.Model.Id, call.Prompt, usage.InputTokens + usage.CacheCreationInputTokens + usage.CacheReadInputTokens);
}
