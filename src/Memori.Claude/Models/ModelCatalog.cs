using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Memori.Claude.Tokens;
using Memori.Ledger;
using Memori.Text;

namespace Memori.Claude.Models;

/// <summary>The models that can be asked, with their limits, capabilities and prices: data, not code. Immutable and thread-safe.</summary>
public sealed class ModelCatalog
{
    private readonly FrozenDictionary<string, ClaudeModel> _byId;

    private ModelCatalog(IReadOnlyList<ClaudeModel> models)
    {
        Models = models;
        _byId = models
            .SelectMany(model => model.Aliases.Append(model.Id), (model, id) => (Id: id, Model: model))
            .ToFrozenDictionary(pair => pair.Id, pair => pair.Model, StringComparer.Ordinal);
    }

    /// <summary>The catalogue that comes with the library.</summary>
    public static ModelCatalog BuiltIn { get; } = new(ReadBuiltIn());

    /// <summary>All models, the user's own after the built-in ones.</summary>
    public IReadOnlyList<ClaudeModel> Models { get; }

    /// <summary>
    /// The built-in catalogue, extended and overridden by the file at <paramref name="path"/>: <c>{"models":[{…}]}</c>, fields as in the built-in
    /// <c>models.json</c>; an entry replaces the built-in one of the same id as a whole.
    /// </summary>
    /// <param name="path">A JSON file, or null for the built-in catalogue alone.</param>
    /// <exception cref="MemoriException"><c>invalid-model-catalog</c>, with every error of the file.</exception>
    public static ModelCatalog Load(string? path)
    {
        if (path is null)
        {
            return BuiltIn;
        }

        var own = Read(path);
        var ownIds = own.Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<ClaudeModel> all = [.. BuiltIn.Models.Where(model => !ownIds.Contains(model.Id)), .. own];
        return CatalogRules.Check(all) is { Count: > 0 } errors ? throw CatalogFaults.Invalid(path, errors) : new ModelCatalog(all);
    }

    /// <summary>
    /// The model of that id or alias, retired or not. A dated id (<c>…-20261001</c>) of a model that the catalogue knows without a date is that model: the API prices by name.
    /// Anything else must be spelled as it is in the catalogue.
    /// </summary>
    public bool TryFind(string id, [NotNullWhen(true)] out ClaudeModel? model)
    {
        if (!_byId.TryGetValue(id, out model) && DatedId.TryStrip(id, out var name))
        {
            model = _byId.GetValueOrDefault(name) is { } undated && !DatedId.TryStrip(undated.Id, out _) ? undated : null;
        }

        return model is not null;
    }

    /// <summary>The model that answers for <paramref name="id"/> on <paramref name="day"/> (UTC): itself, or the successor of a retired one.</summary>
    /// <exception cref="MemoriException"><c>unknown-model</c>, or <c>model-retired</c> when there is no successor.</exception>
    public ResolvedModel Resolve(string id, DateOnly day)
    {
        if (!TryFind(id, out var asked))
        {
            throw Unknown(id, day);
        }

        var model = asked;
        while (IsRetired(model, day))
        {
            model = model.Successor is { } successor ? _byId[successor] : throw CatalogFaults.Retired(model.Id, model.Retires.GetValueOrDefault());
        }

        return new ResolvedModel(model, Warning(asked, model));
    }

    /// <summary>
    /// The model whose prices hold for <paramref name="id"/>: itself, or one of its name at the prices of the dearest model in service on <paramref name="day"/> (UTC)
    /// when it is not known, so that nothing is ever free. Tell a person when it is not.
    /// </summary>
    public PricedModel PriceOrDearest(string id, DateOnly day)
    {
        if (TryFind(id, out var known))
        {
            return new PricedModel(known, IsKnown: true);
        }

        var dearest = Models
            .OrderBy(model => IsRetired(model, day))
            .ThenByDescending(model => model.Prices.Where(price => price.From <= day).Select(price => price.Input + price.Output).DefaultIfEmpty().Max())
            .First();
        return new PricedModel(dearest with { Id = id, Aliases = [], Retires = null, Successor = null, Tier = null, UseCases = [] }, IsKnown: false);
    }

    /// <summary>
    /// The model for a use case, among those in service on <paramref name="day"/> (UTC) that have a tier: the strongest one that the words of the use case call for,
    /// else a balanced one; where money matters most, a fast one. Of several, the user's own.
    /// </summary>
    /// <param name="useCase">Such as <c>complex_sql_generation</c>, <c>quick_responses</c>, <c>data_analysis</c>.</param>
    /// <param name="budgetPriority">Whether money matters most.</param>
    /// <param name="day">The day (UTC).</param>
    /// <exception cref="MemoriException"><c>no-model</c>: no model in service has a tier.</exception>
    public ClaudeModel Select(string useCase, bool budgetPriority, DateOnly day)
    {
        List<ClaudeModel> candidates = [.. Models.Reverse().Where(model => model.Tier is not null && !IsRetired(model, day) && model.Prices.Any(price => price.From <= day))];
        var called = candidates
            .Where(model => model.UseCases.Any(word => useCase.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(model => model.Tier)
            .FirstOrDefault();
        if (called is not null && !budgetPriority)
        {
            return called;
        }

        var tier = budgetPriority ? ModelTier.Fast : ModelTier.Balanced;
        return candidates.MinBy(model => Math.Abs(model.Tier.GetValueOrDefault() - tier)) ?? throw CatalogFaults.NoModel(day);
    }

    /// <summary>What a call would cost that neither writes nor reads the cache.</summary>
    /// <exception cref="MemoriException"><c>unknown-model</c>, <c>model-without-price</c>.</exception>
    public TokenUsage EstimateCost(string id, long inputTokens, long outputTokens, DateOnly day) =>
        (TryFind(id, out var model) ? model : throw Unknown(id, day)).Price(new TokenUsage { InputTokens = inputTokens, OutputTokens = outputTokens }, day);

    /// <summary>This catalogue with another price of one model, always and for prompts of any length.</summary>
    /// <param name="id">The model; when it is not in the catalogue, nothing changes.</param>
    /// <param name="input">USD per million tokens of input.</param>
    /// <param name="output">USD per million tokens of output.</param>
    /// <exception cref="MemoriException"><c>invalid-model-price</c>: it is negative or finer than a picodollar a token.</exception>
    public ModelCatalog WithPrice(string id, decimal input, decimal output)
    {
        if (!TryFind(id, out var model))
        {
            return this;
        }

        var price = new ModelPrice { Input = input, Output = output };
        var priced = model with { Prices = [price] };
        return !CatalogRules.IsExact(price)
            ? throw CatalogFaults.InvalidPrice(id, input, output)
            : new ModelCatalog([.. Models.Select(other => ReferenceEquals(other, model) ? priced : other)]);
    }

    private MemoriException Unknown(string id, DateOnly day) => CatalogFaults.UnknownModel(id, Models.Where(known => !IsRetired(known, day)).Select(known => known.Id));

    private static bool IsRetired(ClaudeModel model, DateOnly day) => model.Retires <= day;

    private static LocalizedText? Warning(ClaudeModel asked, ClaudeModel model)
    {
        if (asked.Retires is not { } day)
        {
            return null;
        }

        var on = CatalogFaults.Iso(day);
        return ReferenceEquals(asked, model)
            ? new LocalizedText(
                $"The model {asked.Id} retires on {on}; its successor is {asked.Successor}.",
                $"模型 {asked.Id} 将于 {on} 停用,后继模型为 {asked.Successor}。")
            : new LocalizedText(
                $"The model {asked.Id} was retired on {on}; {model.Id} answers in its place.",
                $"模型 {asked.Id} 已于 {on} 停用,由 {model.Id} 代替。");
    }

    private static IReadOnlyList<ClaudeModel> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<CatalogDocument>(file, CatalogDocument.Json)?.Models ?? throw CatalogFaults.Invalid(path, ["it is empty."]);
        }
        catch (Exception cause) when (cause is JsonException or IOException or UnauthorizedAccessException)
        {
            throw CatalogFaults.Invalid(path, [cause.Message], cause);
        }
    }

    private static IReadOnlyList<ClaudeModel> ReadBuiltIn()
    {
        using var resource = typeof(ModelCatalog).Assembly.GetManifestResourceStream("Memori.Claude.Models.models.json")!;
        return JsonSerializer.Deserialize<CatalogDocument>(resource, CatalogDocument.Json)!.Models;
    }
}

/// <summary>The model that answers for an id.</summary>
/// <param name="Model">The model.</param>
/// <param name="Warning">What a person should know: that the id asked for retires or was retired. Null when nothing.</param>
public sealed record ResolvedModel(ClaudeModel Model, LocalizedText? Warning);

/// <summary>The model whose prices hold for an id.</summary>
/// <param name="Model">The model.</param>
/// <param name="IsKnown">Whether the catalogue knows the id; when not, the prices are those of the dearest model.</param>
public sealed record PricedModel(ClaudeModel Model, bool IsKnown);
