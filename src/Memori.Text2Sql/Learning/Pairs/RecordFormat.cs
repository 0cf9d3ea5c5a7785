using Memori.Text;

namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>How questions and their SQL are written in a file.</summary>
public enum RecordFormat
{
    /// <summary>A JSON array of objects, or an object with such an array under <c>pairs</c> or <c>questions</c>.</summary>
    Json,

    /// <summary>A JSON object a line.</summary>
    JsonLines,

    /// <summary>CSV with a header.</summary>
    Csv,

    /// <summary>The same as <see cref="Json"/>, in YAML.</summary>
    Yaml,
}

/// <summary>Which format a name stands for.</summary>
public static class RecordFormats
{
    /// <summary>The format that the end of a file's name or the name of a format says: json, jsonl, ndjson, csv, yaml or yml.</summary>
    /// <exception cref="MemoriException"><c>unknown-format</c>.</exception>
    public static RecordFormat Of(string name) => (Path.GetExtension(name) is { Length: > 1 } extension ? extension[1..] : name).ToLowerInvariant() switch
    {
        "json" => RecordFormat.Json,
        "jsonl" or "ndjson" or "jsonlines" => RecordFormat.JsonLines,
        "csv" => RecordFormat.Csv,
        "yaml" or "yml" => RecordFormat.Yaml,
        _ => throw new MemoriException(FaultKind.BadRequest, "unknown-format", new LocalizedText(
            "The format must be json, jsonl, csv or yaml.", "格式必须是 json、jsonl、csv 或 yaml。")),
    };
}
