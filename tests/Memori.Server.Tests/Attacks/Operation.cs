using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Memori.Server.Tests.Attacks;

/// <summary>A method of a route as the service describes it, with the smallest body that it takes.</summary>
internal sealed partial record Operation(string Method, string Pattern, JsonObject Body, IReadOnlyList<string> Fields, IReadOnlyList<string> Queries)
{
    public string Path => Fill(Pattern, "1");

    public static string Fill(string pattern, string value) => Place().Replace(pattern, value);

    public static IEnumerable<Operation> Of(JsonNode document) => document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation =>
    {
        var schema = Resolve(document, operation.Value!["requestBody"]?["content"]?["application/json"]?["schema"]);
        return new Operation(
            operation.Key.ToUpperInvariant(),
            path.Key,
            Example(document, schema) as JsonObject ?? [],
            [.. (schema?["properties"] as JsonObject ?? []).Select(property => property.Key)],
            [.. (operation.Value!["parameters"] as JsonArray ?? []).Where(parameter => (string?)parameter!["in"] == "query").Select(parameter => (string)parameter!["name"]!)]);
    }));

    // A body that may be missing is described as null or the thing itself.
    private static JsonNode? Resolve(JsonNode document, JsonNode? schema) =>
        (string?)((schema?["oneOf"] as JsonArray)?.FirstOrDefault(one => one!["$ref"] is not null) ?? schema)?["$ref"] is { } name ? document["components"]!["schemas"]![name.Split('/')[^1]] : schema;

    private static JsonNode? Example(JsonNode document, JsonNode? schema)
    {
        schema = Resolve(document, schema);
        if (schema?["enum"] is JsonArray words)
        {
            return words[0]?.DeepClone();
        }

        var type = schema?["type"] is JsonArray types ? types.Select(type => (string?)type).First(type => type != "null") : (string?)schema?["type"];
        return type switch
        {
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new JsonArray(Example(document, schema!["items"])),
            "object" => new JsonObject((schema!["required"] as JsonArray ?? []).Select(field => KeyValuePair.Create((string)field!, Example(document, schema["properties"]![(string)field!])))),
            _ => "x",
        };
    }

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
