using Memori.Claude.Models;

namespace Memori.Server.Models;

/// <summary>All models.</summary>
/// <param name="Models">The models, the user's own last.</param>
public sealed record ModelListDocument(IReadOnlyList<ModelDocument> Models)
{
    /// <summary>The models as they are on a day (UTC).</summary>
    public static ModelListDocument From(ModelCatalog catalog, DateOnly day) => new([.. catalog.Models.Select(model => ModelDocument.From(model, day))]);
}

/// <summary>A model.</summary>
public sealed record ModelDocument
{
    /// <summary>The id that the API knows.</summary>
    public required string Id { get; init; }

    /// <summary>Other ids of the same model.</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The context window in tokens.</summary>
    public required int ContextTokens { get; init; }

    /// <summary>The greatest <c>max_tokens</c>.</summary>
    public required int MaxOutputTokens { get; init; }

    /// <summary>Whether <c>temperature</c> may be sent.</summary>
    public required bool Temperature { get; init; }

    /// <summary>Whether the answer can be held to a JSON schema.</summary>
    public required bool StructuredOutput { get; init; }

    /// <summary><c>fast</c>, <c>balanced</c>, <c>strong</c>; null when it is never chosen by use case.</summary>
    public required string? Tier { get; init; }

    /// <summary>Words of use cases that call for it.</summary>
    public required IReadOnlyList<string> UseCases { get; init; }

    /// <summary>The prices in force, by length of the prompt; none when none is.</summary>
    public required IReadOnlyList<PriceDocument> Prices { get; init; }

    /// <summary>The first day (UTC) on which the API no longer answers for it, or null.</summary>
    public required DateOnly? Retires { get; init; }

    /// <summary>Whether that day has come.</summary>
    public required bool Retired { get; init; }

    /// <summary>The model that takes its place, or null.</summary>
    public required string? Successor { get; init; }

    /// <summary>A model as it is on a day (UTC).</summary>
    public static ModelDocument From(ClaudeModel model, DateOnly day) => new()
    {
        Id = model.Id,
        Aliases = model.Aliases,
        ContextTokens = model.ContextTokens,
        MaxOutputTokens = model.MaxOutputTokens,
        Temperature = model.Temperature,
        StructuredOutput = model.StructuredOutput,
        Tier = model.Tier?.ToString().ToLowerInvariant(),
        UseCases = model.UseCases,
        Prices = [.. model.PricesOn(day).Select(PriceDocument.From)],
        Retires = model.Retires,
        Retired = model.Retires <= day,
        Successor = model.Successor,
    };
}

/// <summary>A price. USD per million tokens.</summary>
/// <param name="UpToPromptTokens">The longest prompt that it holds for; null for any.</param>
/// <param name="Input">Input without the cache.</param>
/// <param name="Output">Output.</param>
/// <param name="CacheWrite5m">Input written to the cache for five minutes.</param>
/// <param name="CacheWrite1h">Input written to the cache for an hour.</param>
/// <param name="CacheRead">Input read from the cache.</param>
public sealed record PriceDocument(long? UpToPromptTokens, decimal Input, decimal Output, decimal CacheWrite5m, decimal CacheWrite1h, decimal CacheRead)
{
    /// <summary>A price with its cache rates spelled out.</summary>
    public static PriceDocument From(ModelPrice price) => new(
        price.UpToPromptTokens == long.MaxValue ? null : price.UpToPromptTokens,
        price.Input,
        price.Output,
        price.CacheWrite5mOrDefault,
        price.CacheWrite1hOrDefault,
        price.CacheReadOrDefault);
}
