using YamlDotNet.RepresentationModel;

namespace Memori.Cli.Tests.Deploy;

/// <summary>The files of <c>deploy/</c>, read as what runs them would.</summary>
internal static class DeployFile
{
    public static string Path(string name) => System.IO.Path.Combine(Repository.Root, "deploy", name);

    public static string Text(string name) => File.ReadAllText(Path(name));

    /// <summary>Lines without comments and blank ones; a line that ends with a backslash goes on in the next.</summary>
    public static IReadOnlyList<string> Lines(string name) =>
        [.. Text(name).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The one document of a YAML file.</summary>
    public static YamlNode Yaml(string name)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(Text(name));
        stream.Load(reader);
        return stream.Documents.ShouldHaveSingleItem().RootNode;
    }

    /// <summary>What is at a place, or null where nothing is.</summary>
    public static YamlNode? Find(this YamlNode? node, params string[] keys)
    {
        foreach (var key in keys)
        {
            node = node is YamlMappingNode map && map.Children.TryGetValue(key, out var found) ? found : null;
        }

        return node;
    }

    /// <summary>The text at a place, or null where none is.</summary>
    public static string? Word(this YamlNode? node, params string[] keys) => (node.Find(keys) as YamlScalarNode)?.Value;

    /// <summary>The elements of the list at a place; none where no list is.</summary>
    public static IReadOnlyList<YamlNode> List(this YamlNode? node, params string[] keys) => [.. (node.Find(keys) as YamlSequenceNode)?.Children ?? []];

    /// <summary>The texts of the list at a place.</summary>
    public static IReadOnlyList<string?> Words(this YamlNode? node, params string[] keys) => [.. node.List(keys).Select(element => element.Word())];

    /// <summary>The names and values of the mapping at a place; none where no mapping is.</summary>
    public static IReadOnlyDictionary<string, YamlNode> Map(this YamlNode? node, params string[] keys) =>
        (node.Find(keys) as YamlMappingNode ?? []).Children.ToDictionary(pair => pair.Key.Word()!, pair => pair.Value, StringComparer.Ordinal);
}
