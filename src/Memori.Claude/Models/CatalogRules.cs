namespace Memori.Claude.Models;

/// <summary>What must hold in a catalogue before anything is priced by it.</summary>
internal static class CatalogRules
{
    /// <summary>One USD per million tokens is this many picodollars per token.</summary>
    public const decimal PicodollarsPerToken = 1_000_000m;

    public static List<string> Check(IReadOnlyCollection<ClaudeModel> models)
    {
        var errors = new List<string>();
        var ids = models.Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var model in models)
        {
            Require(!string.IsNullOrWhiteSpace(model.Id), "a model has no id.");
            Require(model.ContextTokens > 0, $"{model.Id}: context_tokens must be positive.");
            Require(model.MaxOutputTokens > 0 && model.MaxOutputTokens <= model.ContextTokens, $"{model.Id}: max_output_tokens must be 1 to context_tokens.");
            Require(model.Prices.Count > 0, $"{model.Id}: prices are missing.");
            Require(model.Prices.All(price => price.UpToPromptTokens > 0), $"{model.Id}: up_to_prompt_tokens must be positive.");
            Require(model.Prices.DistinctBy(price => (price.From, price.UpToPromptTokens)).Count() == model.Prices.Count, $"{model.Id}: two prices are for the same days and prompts.");
            Require(model.Prices.All(IsExact), $"{model.Id}: a price must not be negative, nor finer than a picodollar a token.");
            Require(model.TokenFactor is >= 0.1 and <= 10, $"{model.Id}: token_factor must be 0.1 to 10.");
            Require(model.MinCacheTokens is null or > 0, $"{model.Id}: min_cache_tokens must be positive.");
            Require(model is { UsInferenceFactor: > 0, BatchFactor: > 0 }, $"{model.Id}: us_inference_factor and batch_factor must be positive.");
            Require(model.UseCases.All(word => !string.IsNullOrWhiteSpace(word)), $"{model.Id}: a word of use_cases is empty.");
            Require(model.UseCases.Count == 0 || model.Tier is not null, $"{model.Id}: use_cases need a tier.");
            Require(model.Successor is null || ids.Contains(model.Successor), $"{model.Id}: its successor {model.Successor} is not in the catalogue.");
            Require(!IsCircular(model, models), $"{model.Id}: its successors go in a circle.");
        }

        errors.AddRange(models
            .SelectMany(model => model.Aliases.Append(model.Id))
            .GroupBy(id => id, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key} names more than one model."));
        return errors;

        void Require(bool holds, string error)
        {
            if (!holds)
            {
                errors.Add(error);
            }
        }
    }

    /// <summary>Whether no rate is negative, and each a whole number of picodollars a token.</summary>
    public static bool IsExact(ModelPrice price)
    {
        decimal[] rates = [price.Input, price.Output, price.CacheWrite5mOrDefault, price.CacheWrite1hOrDefault, price.CacheReadOrDefault];
        return rates.All(rate => rate >= 0 && decimal.IsInteger(rate * PicodollarsPerToken));
    }

    private static bool IsCircular(ClaudeModel model, IReadOnlyCollection<ClaudeModel> models)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var at = model; at?.Successor is { } next; at = models.FirstOrDefault(other => other.Id == next))
        {
            if (!seen.Add(at.Id))
            {
                return true;
            }
        }

        return false;
    }
}
