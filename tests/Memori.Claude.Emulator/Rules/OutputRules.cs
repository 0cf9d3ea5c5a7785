using System.Text.Json.Nodes;
using static Memori.Claude.Emulator.Rules.RequestRefusedException;

namespace Memori.Claude.Emulator.Rules;

/// <summary>The rules of <c>output_config</c> and of the JSON schema in it.</summary>
internal static class OutputRules
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal) { "object", "array", "string", "integer", "number", "boolean", "null" };

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "type", "properties", "required", "additionalProperties", "items", "minItems", "enum", "const", "anyOf", "allOf", "$ref", "$defs",
        "description", "title", "format", "default",
    };

    public static void Check(JsonNode? config)
    {
        if (config is null)
        {
            return;
        }

        Require(config is JsonObject, "output_config: Input should be an object");
        var fields = (JsonObject)config;
        Require(fields.All(field => field.Key is "effort" or "format"), "output_config: Extra inputs are not permitted");
        Require(fields["effort"] is null || fields["effort"].Text() is "low" or "medium" or "high" or "xhigh" or "max", "output_config.effort: unknown effort");
        if (fields["format"] is { } format)
        {
            Require(format["type"].Text() == "json_schema", "output_config.format.type: Input should be 'json_schema'");
            Require(format["schema"] is JsonObject, "output_config.format.schema: Field required");
            CheckSchema((JsonObject)format["schema"]!, "schema");
        }
    }

    private static void CheckSchema(JsonObject schema, string path)
    {
        foreach (var (keyword, _) in schema)
        {
            Require(Keywords.Contains(keyword), $"output_config.format.schema: {path}: '{keyword}' is not supported");
        }

        var types = schema["type"] is JsonArray several ? [.. several.Select(type => type.Text() ?? "")] : schema["type"].Text() is { } one ? new[] { one } : [];
        Require(types.All(Types.Contains), $"output_config.format.schema: {path}: unknown type");
        Require(types.Length > 0 || Keywords.Any(k => k is "anyOf" or "allOf" or "$ref" or "enum" or "const" && schema.ContainsKey(k)), $"output_config.format.schema: {path}: type is missing");
        if (types.Contains("object"))
        {
            Require(schema["additionalProperties"].Boolean() == false, $"output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false ({path})");
            var properties = schema["properties"] as JsonObject ?? [];
            var required = (schema["required"] as JsonArray ?? []).Select(name => name.Text() ?? "").ToList();
            Require(required.All(properties.ContainsKey), $"output_config.format.schema: {path}: 'required' names a property that does not exist");
            foreach (var (name, property) in properties)
            {
                Require(property is JsonObject, $"output_config.format.schema: {path}.{name}: Input should be an object");
                CheckSchema((JsonObject)property, $"{path}.{name}");
            }
        }

        Require(schema["minItems"] is null || schema["minItems"].Integer() is 0 or 1, $"output_config.format.schema: {path}: minItems may be 0 or 1");
        if (types.Contains("array"))
        {
            Require(schema["items"] is JsonObject, $"output_config.format.schema: {path}: items is missing");
            CheckSchema((JsonObject)schema["items"]!, $"{path}[]");
        }

        foreach (var branch in (schema["anyOf"] as JsonArray ?? []).Concat(schema["allOf"] as JsonArray ?? []).OfType<JsonObject>())
        {
            CheckSchema(branch, $"{path}|");
        }
    }
}
