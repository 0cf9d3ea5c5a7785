using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Memori.Text2Sql.Yaml;

/// <summary>YAML as JSON and back, with the texts that <see cref="YamlText"/> reads.</summary>
internal static class YamlJson
{
    /// <summary>Reads one document.</summary>
    /// <param name="yaml">The text.</param>
    /// <exception cref="MemoriException"><c>invalid-yaml</c>, with the line.</exception>
    public static JsonNode? Read(string yaml)
    {
        try
        {
            return ToJson(YamlText.Read(yaml));
        }
        catch (YamlTextException e)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "invalid-yaml",
                new LocalizedText($"The YAML can't be read at line {e.Line}: {e.Text.English}", $"无法解析 YAML(第 {e.Line} 行):{e.Text.Chinese}"),
                e);
        }
    }

    /// <summary>Writes a document.</summary>
    /// <param name="document">What to write.</param>
    /// <param name="empties">Whether nulls and empty lists are written; else they are left out.</param>
    public static string Write(JsonObject document, bool empties = false)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithMaxSimpleKeyLength(1024).WithBestWidth(int.MaxValue).WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        WriteNode(emitter, document, empties);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMap map => new JsonObject(map.Entries.Select(static entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        YamlList list => new JsonArray([.. list.Items.Select(ToJson)]),
        _ => ((YamlScalar)node).Value is { } text ? JsonValue.Create(text) : null,
    };

    private static void WriteNode(Emitter emitter, JsonNode? node, bool empties)
    {
        switch (node)
        {
            case JsonObject mapping:
                emitter.Emit(new MappingStart());
                foreach (var (key, value) in mapping.Where(pair => empties || pair.Value is not (null or JsonArray { Count: 0 })))
                {
                    WriteText(emitter, key, StyleOf(key));
                    WriteNode(emitter, value, empties);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.All(static item => item is JsonValue) ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                {
                    WriteNode(emitter, item, empties);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case null:
                WriteText(emitter, "null", ScalarStyle.Plain);
                break;
            default:
                var text = node.ToString();
                WriteText(emitter, text, node.GetValueKind() == JsonValueKind.String ? StyleOf(text) : ScalarStyle.Plain);
                break;
        }
    }

    private static void WriteText(Emitter emitter, string text, ScalarStyle style) =>
        emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true));

    // Quoted where another reader would take the word for something other than text.
    private static ScalarStyle StyleOf(string text) =>
        text.Contains('\n', StringComparison.Ordinal) || bool.TryParse(text, out _)
        || text.ToLowerInvariant() is "" or "~" or "null" or "yes" or "no" or "on" or "off" or "y" or "n"
        || (text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '.' or '-' or '+') && text.Any(c => !char.IsAsciiDigit(c)))
            ? ScalarStyle.DoubleQuoted
            : ScalarStyle.Any;
}
