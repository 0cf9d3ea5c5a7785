namespace Memori.Claude.Models;

/// <summary>A model of the catalogue. Immutable.</summary>
public sealed record ClaudeModel
{
    internal const double NewestTokenFactor = 1.3;

    /// <summary>The id that the API knows.</summary>
    public required string Id { get; init; }

    /// <summary>Other ids of the same model.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The context window, in tokens of prompt and answer together.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>The greatest <c>max_tokens</c>.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary>Whether <c>temperature</c>, <c>top_p</c> and <c>top_k</c> may be sent. Default false: models from 4.7 on refuse them.</summary>
    public bool Temperature { get; init; }

    /// <summary>Whether the answer may be begun for the model. Default false: models from 4.6 on refuse it.</summary>
    public bool Prefill { get; init; }

    /// <summary>Whether a tool may be forced. Default true.</summary>
    public bool ForcedToolChoice { get; init; } = true;

    /// <summary>Whether the answer can be held to a JSON schema. Default true.</summary>
    public bool StructuredOutput { get; init; } = true;

    /// <summary>
    /// How many tokens it makes of a text, relative to models before 4.7. Default 1.3, as models from 4.7 on do (about); what the estimator starts from. 0.1 to 10.
    /// </summary>
    public double TokenFactor { get; init; } = NewestTokenFactor;

    /// <summary>How it thinks. Default <see cref="ThinkingKind.Adaptive"/>.</summary>
    public ThinkingKind Thinking { get; init; } = ThinkingKind.Adaptive;

    /// <summary>The first day (UTC) on which the API no longer answers for it; null when none is announced.</summary>
    public DateOnly? Retires { get; init; }

    /// <summary>The id of the model that takes its place; null when there is none.</summary>
    public string? Successor { get; init; }

    /// <summary>What it is for when a model is chosen by use case; null when it is never chosen by itself. Default null.</summary>
    public ModelTier? Tier { get; init; }

    /// <summary>Words of use cases that call for it, wherever in the name of the use case and in any case. Default none.</summary>
    public IReadOnlyList<string> UseCases { get; init; } = [];

    /// <summary>The shortest prefix that the prompt cache keeps, in tokens; null where it is not known: somewhere from 512 to 4,096.</summary>
    public int? MinCacheTokens { get; init; }

    /// <summary>What every price is multiplied by for <c>inference_geo: "us"</c>. Default 1.1.</summary>
    public decimal UsInferenceFactor { get; init; } = 1.1m;

    /// <summary>What every price is multiplied by in a batch. Default 0.5.</summary>
    public decimal BatchFactor { get; init; } = 0.5m;

    /// <summary>Its prices: by day and by length of the prompt.</summary>
    public required IReadOnlyList<ModelPrice> Prices { get; init; }

    /// <summary>The price in force on <paramref name="day"/> (UTC) for a prompt of <paramref name="promptTokens"/>, the cache's tokens included.</summary>
    /// <exception cref="MemoriException"><c>model-without-price</c>: never a price of zero.</exception>
    public ModelPrice PriceOn(DateOnly day, long promptTokens) =>
        Prices
            .Where(price => price.From <= day && promptTokens <= price.UpToPromptTokens)
            .OrderByDescending(price => price.From)
            .ThenBy(price => price.UpToPromptTokens)
            .FirstOrDefault() ?? throw CatalogFaults.WithoutPrice(Id, day);

    /// <summary>The prices in force on <paramref name="day"/> (UTC), for short prompts first; none when none is.</summary>
    public IEnumerable<ModelPrice> PricesOn(DateOnly day) =>
        Prices
            .Where(price => price.From <= day)
            .Select(price => price.UpToPromptTokens)
            .Distinct()
            .Order()
            .Select(length => PriceOn(day, length))
            .Distinct();
}

/// <summary>What a model is for.</summary>
public enum ModelTier
{
    /// <summary>Simple work, and where money matters most.</summary>
    Fast,

    /// <summary>Most work.</summary>
    Balanced,

    /// <summary>Hard work.</summary>
    Strong,
}

/// <summary>How a model thinks before it answers.</summary>
public enum ThinkingKind
{
    /// <summary>As much as it judges right.</summary>
    Adaptive,

    /// <summary>Within a budget of tokens that the caller sets.</summary>
    Extended,

    /// <summary>Not at all.</summary>
    None,
}
