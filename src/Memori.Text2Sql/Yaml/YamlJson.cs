using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Memori.Text2Sql.Yaml;

/// <summary>
/// YAML as JSON and back: mappings, lists and texts. Words such as <c>yes</c> or <c>1</c> stay texts; only an empty value, <c>~</c> and <c>null</c> are null.
/// Anchors, aliases and tags are refused: they make small files large, or something else than they show.
/// </summary>
internal static class YamlJson
{
    private const int MaxDepth = 16;

    /// <summary>Reads one document.</summary>
    /// <param name="yaml">The text.</param>
    /// <exception cref="MemoriException"><c>invalid-yaml</c>, with the line.</exception>
    public static JsonNode? Read(string yaml)
    {
        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return null;
            }

            parser.Consume<DocumentStart>();
            var node = ReadNode(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? node : throw Invalid(parser.Current, "there is more than one document", "包含多个文档");
        }
        catch (YamlException failure)
        {
            throw Invalid(failure.Start.Line, failure.Message, failure.Message, failure);
        }
    }

    /// <summary>Writes a document; nulls and empty lists are left out.</summary>
    public static string Write(JsonObject document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, new EmitterSettings().WithBestWidth(int.MaxValue).WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        WriteNode(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static JsonNode? ReadNode(Parser parser, int depth)
    {
        if (depth > MaxDepth)
        {
            throw Invalid(parser.Current, "it is nested too deeply", "嵌套过深");
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias or NodeEvent { Tag.IsEmpty: false })
        {
            throw Invalid(parser.Current, "anchors, aliases and tags are not allowed", "不允许使用锚点、别名和标签");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return scalar.Style == ScalarStyle.Plain && IsNull(scalar.Value) ? null : JsonValue.Create(scalar.Value);
        }

        return parser.TryConsume<SequenceStart>(out _) ? ReadList(parser, depth) : ReadMapping(parser, depth);
    }

    private static JsonArray ReadList(Parser parser, int depth)
    {
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(ReadNode(parser, depth + 1));
        }

        return list;
    }

    private static JsonObject ReadMapping(Parser parser, int depth)
    {
        var mapping = new JsonObject();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (!mapping.TryAdd(key.Value, ReadNode(parser, depth + 1)))
            {
                throw Invalid(key, $"'{key.Value}' is there twice", $"“{key.Value}”重复出现");
            }
        }

        return mapping;
    }

    private static void WriteNode(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject mapping:
                emitter.Emit(new MappingStart());
                foreach (var (key, value) in mapping.Where(static pair => pair.Value is not (null or JsonArray { Count: 0 })))
                {
                    emitter.Emit(new Scalar(key));
                    WriteNode(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.All(static item => item is JsonValue) ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                {
                    WriteNode(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            default:
                var text = node?.ToString() ?? "";
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, StyleOf(text), isPlainImplicit: true, isQuotedImplicit: true));
                break;
        }
    }

    // Quoted where another reader would take the word for something other than text.
    private static ScalarStyle StyleOf(string text) =>
        text.Contains('\n', StringComparison.Ordinal) || IsNull(text) || bool.TryParse(text, out _)
        || text.ToLowerInvariant() is "yes" or "no" or "on" or "off" or "y" or "n"
        || (text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '.' or '-' or '+') && text.Any(c => !char.IsAsciiDigit(c)))
            ? ScalarStyle.DoubleQuoted
            : ScalarStyle.Any;

    private static bool IsNull(string text) => text is "" or "~" || text.Equals("null", StringComparison.OrdinalIgnoreCase);

    private static MemoriException Invalid(ParsingEvent? at, string english, string chinese) => Invalid(at?.Start.Line ?? 0, english, chinese, null);

    private static MemoriException Invalid(long line, string english, string chinese, Exception? cause) => new(
        FaultKind.BadRequest,
        "invalid-yaml",
        new LocalizedText($"The YAML can't be read at line {line}: {english}.", $"无法解析 YAML(第 {line} 行):{chinese}。"),
        cause);
}
