using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>YAML, and JSON as a part of it, without what a policy has no use for: anchors, aliases, tags, several documents.</summary>
internal static class PolicyYaml
{
    private const int MostCharacters = 1_000_000;
    private const int MostDepth = 12;

    /// <summary>The document.</summary>
    /// <exception cref="PolicyTextException">It is no such YAML.</exception>
    public static PolicyNode Parse(string text)
    {
        if (text.Length > MostCharacters)
        {
            throw new PolicyTextException("", 0, new LocalizedText($"A policy may have {MostCharacters:N0} characters at most.", $"策略不能超过 {MostCharacters:N0} 个字符。"));
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return new PolicyScalar(null, 1);
            }

            parser.Consume<DocumentStart>();
            var node = Read(parser, "", MostDepth);
            parser.Consume<DocumentEnd>();
            parser.Consume<StreamEnd>();
            return node;
        }
        catch (YamlException e)
        {
            throw new PolicyTextException("", (int)e.Start.Line, new LocalizedText($"This is no YAML that can be read: {e.Message}", $"无法解析 YAML:{e.Message}"));
        }
    }

    /// <summary>A JSON document as YAML.</summary>
    public static string Write(JsonNode document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithMaxSimpleKeyLength(1024).WithBestWidth(int.MaxValue).WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Emit(emitter, document);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static PolicyNode Read(Parser parser, string path, int depth)
    {
        var at = parser.Current!;
        var line = (int)at.Start.Line;
        if (depth == 0)
        {
            throw new PolicyTextException(path, line, new LocalizedText("This is nested too deeply.", "嵌套过深。"));
        }

        if (at is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
        {
            throw new PolicyTextException(path, line, new LocalizedText("Anchors, aliases and tags are not used in policies.", "策略中不能使用锚点、别名或标签。"));
        }

        return at switch
        {
            Scalar => ReadScalar(parser.Consume<Scalar>(), line),
            SequenceStart => ReadList(parser, path, depth, line),
            MappingStart => ReadMap(parser, path, depth, line),
            _ => throw new PolicyTextException(path, line, new LocalizedText("This can't stand here.", "此处内容无效。")),
        };
    }

    private static PolicyScalar ReadScalar(Scalar scalar, int line) =>
        new(scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } ? null : scalar.Value, line);

    private static PolicyList ReadList(Parser parser, string path, int depth, int line)
    {
        parser.Consume<SequenceStart>();
        List<PolicyNode> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Read(parser, $"{path}[{items.Count}]", depth - 1));
        }

        return new PolicyList(items, line);
    }

    private static PolicyMap ReadMap(Parser parser, string path, int depth, int line)
    {
        parser.Consume<MappingStart>();
        List<KeyValuePair<string, PolicyNode>> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = (int)parser.Current!.Start.Line;
            if (Read(parser, path, depth - 1) is not PolicyScalar { Value: { } key })
            {
                throw new PolicyTextException(path, keyLine, new LocalizedText("A name must be one word or text.", "名称必须是单个词或文本。"));
            }

            var inner = path.Length == 0 ? key : $"{path}.{key}";
            if (!seen.Add(key))
            {
                throw new PolicyTextException(inner, keyLine, new LocalizedText($"\"{key}\" is there twice.", $"“{key}”重复。"));
            }

            entries.Add(new(key, Read(parser, inner, depth - 1)));
        }

        return new PolicyMap(entries, line);
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, MappingStyle.Block));
                foreach (var (key, value) in map)
                {
                    emitter.Emit(new Scalar(key));
                    Emit(emitter, value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                var style = list.All(static item => item is JsonValue) ? SequenceStyle.Flow : SequenceStyle.Block;
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, style));
                foreach (var item in list)
                {
                    Emit(emitter, item);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, text, IsPlainWord(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, true, true));
                break;
            default:
                emitter.Emit(new Scalar(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    private static bool IsPlainWord(string text) =>
        text.Length > 0 && char.IsLetter(text[0]) && text.All(static c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.')
        && text.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
}

/// <summary>A text that is no policy.</summary>
internal sealed class PolicyTextException(string path, int line, LocalizedText text) : Exception(text.English)
{
    /// <summary>What is wrong, and where.</summary>
    public PolicyFault Fault { get; } = new(path, line, text);
}
