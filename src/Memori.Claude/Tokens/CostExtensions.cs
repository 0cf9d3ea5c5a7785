using Memori.Claude.Models;
using Memori.Ledger;

namespace Memori.Claude.Tokens;

/// <summary>What usage costs.</summary>
public static class CostExtensions
{
    /// <summary><paramref name="usage"/> with its cost at the price of <paramref name="model"/> in force on <paramref name="day"/>, exact to the picodollar, a part of one rounded up.</summary>
    /// <param name="model">The model that answered.</param>
    /// <param name="usage">The four buckets of one call: the price goes by the length of its prompt.</param>
    /// <param name="day">The day of the call (UTC).</param>
    /// <param name="cacheCreationOneHourTokens">The part of the cache writes that was written for an hour; the rest was for five minutes.</param>
    /// <param name="terms">What else the price goes by. Default: nothing.</param>
    /// <exception cref="MemoriException"><c>model-without-price</c>.</exception>
    /// <exception cref="OverflowException">More than 9 million USD in one call.</exception>
    public static TokenUsage Price(this ClaudeModel model, TokenUsage usage, DateOnly day, long cacheCreationOneHourTokens = 0, PriceTerms terms = default)
    {
        var promptTokens = usage.InputTokens + usage.CacheCreationInputTokens + usage.CacheReadInputTokens;
        var price = model.PriceOn(day, promptTokens);
        var cost =
            (usage.InputTokens * price.Input)
            + (usage.OutputTokens * price.Output)
            + ((usage.CacheCreationInputTokens - cacheCreationOneHourTokens) * price.CacheWrite5mOrDefault)
            + (cacheCreationOneHourTokens * price.CacheWrite1hOrDefault)
            + (usage.CacheReadInputTokens * price.CacheReadOrDefault);
        var factor = (terms.UsInference ? model.UsInferenceFactor : 1) * (terms.Batch ? model.BatchFactor : 1);
        // Rates are whole picodollars a token; only these factors can leave a part of one.
        return usage with { CostPicodollars = decimal.ToInt64(decimal.Ceiling(cost * factor * CatalogRules.PicodollarsPerToken)) };
    }
}
