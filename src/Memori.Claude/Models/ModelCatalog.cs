using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
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

    /// <summary>The model of that id or alias, retired or not.</summary>
    public bool TryFind(string id, [NotNullWhen(true)] out ClaudeModel? model) => _byId.TryGetValue(id, out model);

    /// <summary>The model that answers for <paramref name="id"/> on <paramref name="day"/> (UTC): itself, or the successor of a retired one.</summary>
    /// <exception cref="MemoriException"><c>unknown-model</c>, or <c>model-retired</c> when there is no successor.</exception>
    public ResolvedModel Resolve(string id, DateOnly day)
    {
        if (!TryFind(id, out var asked))
        {
            throw CatalogFaults.UnknownModel(id, Models.Where(known => !IsRetired(known, day)).Select(known => known.Id));
        }

        var model = asked;
        while (IsRetired(model, day))
        {
            model = model.Successor is { } successor ? _byId[successor] : throw CatalogFaults.Retired(model.Id, model.Retires.GetValueOrDefault());
        }

        return new ResolvedModel(model, Warning(asked, model));
    }

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
