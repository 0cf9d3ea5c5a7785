using System.Globalization;
using Memori.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Memori.Text2Sql.Yaml;

/// <summary>
/// YAML, and JSON as a part of it: mappings, lists and texts, each with its line. Words such as <c>yes</c> or <c>1</c> stay texts; only an empty value, <c>~</c>
/// and <c>null</c> are null. Anchors, aliases and tags are refused (they make small files large, or something else than they show), as are several documents.
/// </summary>
internal sealed class YamlText
{
    private const int MostDepth = 16;
    private readonly Parser _parser;
    private readonly Stack<string> _path = new();

    private YamlText(string text) => _parser = new Parser(new StringReader(text));

    /// <summary>Reads one document.</summary>
    /// <exception cref="YamlTextException">It is no such YAML.</exception>
    public static YamlNode Read(string text)
    {
        try
        {
            return new YamlText(text).ReadDocument();
        }
        catch (YamlException e)
        {
            throw new YamlTextException("", (int)e.Start.Line, new LocalizedText(e.Message, e.Message));
        }
    }

    private YamlNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return new YamlScalar(null, 1);
        }

        _parser.Consume<DocumentStart>();
        var node = ReadNode();
        _parser.Consume<DocumentEnd>();
        return _parser.Accept<StreamEnd>(out _) ? node : throw Fault(Line, "There is more than one document.", "包含多个文档。");
    }

    private int Line => (int)_parser.Current!.Start.Line;

    private YamlNode ReadNode()
    {
        if (_path.Count == MostDepth)
        {
            throw Fault(Line, "This is nested too deeply.", "嵌套过深。");
        }

        return _parser.Current switch
        {
            AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false } =>
                throw Fault(Line, "Anchors, aliases and tags are not allowed.", "不允许使用锚点、别名或标签。"),
            Scalar => ReadScalar(),
            SequenceStart => ReadList(),
            MappingStart => ReadMap(),
            _ => throw Fault(Line, "This can't stand here.", "此处内容无效。"),
        };
    }

    private YamlScalar ReadScalar()
    {
        var line = Line;
        var scalar = _parser.Consume<Scalar>();
        return new YamlScalar(scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" } ? null : scalar.Value, line);
    }

    private YamlList ReadList()
    {
        var line = Line;
        _parser.Consume<SequenceStart>();
        List<YamlNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            _path.Push(string.Create(CultureInfo.InvariantCulture, $"[{items.Count}]"));
            items.Add(ReadNode());
            _path.Pop();
        }

        return new YamlList(items, line);
    }

    private YamlMap ReadMap()
    {
        var line = Line;
        _parser.Consume<MappingStart>();
        List<KeyValuePair<string, YamlNode>> entries = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = Line;
            if (_parser.Current is not Scalar || ReadNode() is not YamlScalar { Value: { } key })
            {
                throw Fault(keyLine, "A name must be one word or text.", "名称必须是单个词或文本。");
            }

            _path.Push(_path.Count == 0 ? key : $".{key}");
            if (!seen.Add(key))
            {
                throw Fault(keyLine, $"\"{key}\" is there twice.", $"“{key}”重复。");
            }

            entries.Add(new(key, ReadNode()));
            _path.Pop();
        }

        return new YamlMap(entries, line);
    }

    private YamlTextException Fault(int line, string english, string chinese) => new(string.Concat(_path.Reverse()), line, new LocalizedText(english, chinese));
}

/// <summary>A text that is no YAML, or more than is read.</summary>
internal sealed class YamlTextException(string path, int line, LocalizedText text) : Exception(text.English)
{
    /// <summary>Where: <c>rules[2].mask</c>; empty for the whole.</summary>
    public string Path { get; } = path;

    /// <summary>The line, from 1.</summary>
    public int Line { get; } = line;

    /// <summary>A sentence for the person.</summary>
    public LocalizedText Text { get; } = text;
}
