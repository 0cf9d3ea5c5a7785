using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Text;
using Memori.Text2Sql.Yaml;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>Annotations as people write them: YAML, with the same words as the JSON.</summary>
public static class AnnotationYaml
{
    /// <summary>The longest text that is read, in UTF-16 code units.</summary>
    public const int MostCharacters = 4 << 20;

    /// <summary>Reads annotations; they are not yet checked against a schema.</summary>
    /// <exception cref="MemoriException"><c>invalid-yaml</c>, <c>invalid-annotations</c>.</exception>
    public static SchemaAnnotations Read(string yaml)
    {
        RequireLength(yaml);
        var node = YamlJson.Read(yaml) ?? new JsonObject();
        return Deserialize(() => node.Deserialize(AnnotationJson.Compact.SchemaAnnotations));
    }

    /// <summary>Reads annotations from JSON; they are not yet checked against a schema.</summary>
    /// <exception cref="MemoriException"><c>invalid-annotations</c>.</exception>
    public static SchemaAnnotations ReadJson(string json)
    {
        RequireLength(json);
        return Deserialize(() => JsonSerializer.Deserialize(json, AnnotationJson.Compact.SchemaAnnotations));
    }

    /// <summary>Writes annotations.</summary>
    public static string Write(SchemaAnnotations annotations) =>
        YamlJson.Write(JsonSerializer.SerializeToNode(annotations, AnnotationJson.Compact.SchemaAnnotations)!.AsObject());

    private static SchemaAnnotations Deserialize(Func<SchemaAnnotations?> read)
    {
        try
        {
            return read() ?? SchemaAnnotations.Empty;
        }
        catch (JsonException failure)
        {
            var path = failure.Path ?? "$";
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-annotations",
                new LocalizedText($"The annotations can't be read: look at {path} (docs/datasources.md).", $"无法解析注释,请检查 {path}(参见 docs/datasources.md)。"),
                failure);
        }
    }

    private static void RequireLength(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new MemoriException(FaultKind.BadRequest, "invalid-annotations", new LocalizedText(
                $"The annotations are longer than {MostCharacters:N0} characters.", $"注释超过 {MostCharacters:N0} 个字符。"));
        }
    }
}
