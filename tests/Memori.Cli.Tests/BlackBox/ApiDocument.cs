using System.Text.Json;
using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>What <c>/openapi.json</c> of a running service promises, and where an answer keeps it not.</summary>
internal sealed class ApiDocument(JsonNode document)
{
    private readonly List<(string Method, string[] Template, JsonNode Operation)> _operations =
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           where operation.Key is not "parameters"
           let template = path.Key.Split('/')
           orderby template.Count(IsVariable)
           select (operation.Key.ToUpperInvariant(), template, operation.Value!),
    ];

    /// <summary>Every operation as <c>METHOD /template</c>.</summary>
    public IReadOnlyList<string> Operations => [.. _operations.Select(known => Name(known.Method, known.Template))];

    /// <summary>The operation that answers a request; null when none does.</summary>
    public string? OperationOf(string method, string path) =>
        _operations.FirstOrDefault(known => Answers(known, method, path)) is { Template: not null } found ? Name(found.Method, found.Template) : null;

    /// <summary>What an answer has that its operation does not promise.</summary>
    public IEnumerable<string> Faults(Answer answer)
    {
        var operation = _operations.FirstOrDefault(known => Answers(known, answer.Method, answer.Path)).Operation;
        if (operation is null)
        {
            return [];
        }

        var response = operation["responses"]![$"{answer.Status}"] ?? operation["responses"]!["default"];
        if (response is null)
        {
            return [$"the status {answer.Status} is not promised"];
        }

        var content = response["content"]?.AsObject() ?? [];
        return content.Count == 0 ? answer.Text.Length == 0 ? [] : ["a body is not promised"]
            : content[answer.MediaType] is not { } media ? [$"{answer.MediaType} is not promised for {answer.Status}, only {string.Join(", ", content.Select(c => c.Key))}"]
            : answer.MediaType is "application/json" or "application/problem+json" ? Faults(answer.Json, media["schema"], "$")
            : [];
    }

    /// <summary>What a request that was answered well had that its operation does not name: parameters, headers of ours, fields of a body.</summary>
    public IEnumerable<string> FaultsOfRequest(Answer answer)
    {
        var operation = _operations.FirstOrDefault(known => Answers(known, answer.Method, answer.Path)).Operation;
        if (operation is null || answer.Status >= 400)
        {
            return [];
        }

        var named = (operation["parameters"] as JsonArray ?? []).Select(p => (In: p!["in"]!.GetValue<string>(), Name: p["name"]!.GetValue<string>().ToLowerInvariant())).ToHashSet();
        var unnamed = answer.Asked.Where(parameter => !named.Contains(parameter)).Select(parameter => $"the {parameter.In} parameter {parameter.Name} is not described");
        var content = operation["requestBody"]?["content"] as JsonObject;
        return answer.Sent is null ? unnamed
            : content?["application/json"] is { } media ? unnamed.Concat(Faults(answer.Sent, media["schema"], "body"))
            : unnamed.Append("a body of JSON is not described");
    }

    /// <summary>The operations with what is said of each.</summary>
    public IEnumerable<(string Operation, JsonNode Described)> Described => _operations.Select(known => (Name(known.Method, known.Template), known.Operation));

    private static string Name(string method, string[] template) => $"{method} {string.Join('/', template)}";

    private static bool IsVariable(string segment) => segment.StartsWith('{');

    private static bool Answers((string Method, string[] Template, JsonNode) known, string method, string path)
    {
        var segments = path.Split('?')[0].Split('/');
        return known.Method == method && segments.Length == known.Template.Length
            && segments.Zip(known.Template).All(pair => IsVariable(pair.Second) ? pair.First.Length > 0 : pair.First == pair.Second);
    }

    private IEnumerable<string> Faults(JsonNode? value, JsonNode? schema, string at)
    {
        if (schema?["$ref"]?.GetValue<string>() is { } reference)
        {
            schema = document["components"]!["schemas"]![reference.Split('/')[^1]];
        }

        if (schema is not JsonObject rules || rules.Count == 0)
        {
            return [];
        }

        if ((rules["oneOf"] ?? rules["anyOf"]) is JsonArray choices)
        {
            var tries = choices.Select(choice => Faults(value, choice, at).ToList()).ToList();
            return tries.Exists(faults => faults.Count == 0) ? [] : tries[^1];
        }

        if (rules["enum"] is JsonArray words)
        {
            return words.Any(word => JsonNode.DeepEquals(word, value)) ? [] : [$"{at} is {value}, which is none of {words.ToJsonString()}"];
        }

        if (!IsOfType(value, rules["type"]))
        {
            return [$"{at} is {value?.ToJsonString() ?? "null"}, not {rules["type"]!.ToJsonString()}"];
        }

        return value switch
        {
            JsonObject fields => FaultsOfFields(fields, rules, at),
            JsonArray items => items.SelectMany((item, i) => Faults(item, rules["items"], $"{at}[{i}]")),
            _ => [],
        };
    }

    private IEnumerable<string> FaultsOfFields(JsonObject fields, JsonObject rules, string at)
    {
        var known = rules["properties"] as JsonObject;
        foreach (var name in rules["required"]?.AsArray().Select(n => n!.GetValue<string>()) ?? [])
        {
            if (!fields.ContainsKey(name))
            {
                yield return $"{at}.{name} is missing";
            }
        }

        foreach (var (name, field) in fields)
        {
            if (known?[name] is { } schema)
            {
                foreach (var fault in Faults(field, schema, $"{at}.{name}"))
                {
                    yield return fault;
                }
            }
            else if (rules["additionalProperties"] is JsonObject others)
            {
                foreach (var fault in Faults(field, others, $"{at}.{name}"))
                {
                    yield return fault;
                }
            }
            else if (known is not null)
            {
                yield return $"{at}.{name} is not described";
            }
        }
    }

    private static bool IsOfType(JsonNode? value, JsonNode? type) => type switch
    {
        null => true,
        JsonArray several => several.Any(one => IsOfType(value, one)),
        _ => (type.GetValue<string>(), value?.GetValueKind()) switch
        {
            ("null", null or JsonValueKind.Null) => true,
            ("string", JsonValueKind.String) => true,
            ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
            ("integer", JsonValueKind.Number) => value!.AsValue().TryGetValue<long>(out _),
            ("number", JsonValueKind.Number) => true,
            ("array", JsonValueKind.Array) => true,
            ("object", JsonValueKind.Object) => true,
            _ => false,
        },
    };
}
