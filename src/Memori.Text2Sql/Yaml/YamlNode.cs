namespace Memori.Text2Sql.Yaml;

/// <summary>A part of a YAML text, and the line on which it begins, from 1.</summary>
internal abstract record YamlNode(int Line);

/// <summary>A word, text, number or truth value. Null when nothing is written.</summary>
internal sealed record YamlScalar(string? Value, int Line) : YamlNode(Line);

/// <summary>A list.</summary>
internal sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line) : YamlNode(Line);

/// <summary>Names with what stands under them, in the order in which they were written; each name once.</summary>
internal sealed record YamlMap(IReadOnlyList<KeyValuePair<string, YamlNode>> Entries, int Line) : YamlNode(Line);
