using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.Yaml;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>A policy read from its text: what it says, or all that is wrong with it.</summary>
/// <param name="Policy">The policy; null when there are faults.</param>
/// <param name="Faults">What is wrong, in the order of the text.</param>
/// <param name="Lines">The line of each path, for what is found out later.</param>
internal sealed record PolicyReading(AccessPolicy? Policy, IReadOnlyList<PolicyFault> Faults, IReadOnlyDictionary<string, int> Lines);

/// <summary>Reads policies. A word that it doesn't know is a fault: a rule with a slip in it must not be a rule less.</summary>
internal sealed class PolicyText
{
    private const int MostCharacters = 1_000_000;
    private const int MostRules = 2_000;
    private readonly List<PolicyFault> _faults = [];
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private PolicyText()
    {
    }

    /// <summary>Reads YAML or JSON.</summary>
    public static PolicyReading Read(string text)
    {
        if (text.Length > MostCharacters)
        {
            var tooLong = new LocalizedText($"A policy may have {MostCharacters:N0} characters at most.", $"策略不能超过 {MostCharacters:N0} 个字符。");
            return new PolicyReading(null, [new PolicyFault("", 0, tooLong)], new Dictionary<string, int>());
        }

        var reader = new PolicyText();
        try
        {
            var policy = reader.ReadPolicy(YamlText.Read(text));
            return new PolicyReading(reader._faults.Count == 0 ? policy : null, reader._faults, reader._lines);
        }
        catch (YamlTextException e)
        {
            return new PolicyReading(null, [new PolicyFault(e.Path, e.Line, e.Text)], reader._lines);
        }
    }

    private AccessPolicy ReadPolicy(YamlNode node)
    {
        var map = Map(node, "", "version", "access", "tables", "users", "rules", "functions", "limits");
        if (Text(map, "", "version") is not "1")
        {
            Fault("version", node.Line, "A policy begins with \"version: 1\".", "策略须以“version: 1”开头。");
        }

        var functions = map.GetValueOrDefault("functions") is { } inner ? Map(inner, "functions", "deny") : [];
        return new AccessPolicy
        {
            Access = map.ContainsKey("access") ? Texts(map, "", "access") : null,
            AllowsUnnamedTables = Choice(map, "", "tables", "allow", "deny") != "deny",
            Users = ReadUsers(map.GetValueOrDefault("users")),
            Rules = ReadRules(map.GetValueOrDefault("rules")),
            DeniedFunctions = [.. Texts(functions, "functions", "deny").Select(static name => name.ToLowerInvariant())],
            Limits = ReadLimits(map.GetValueOrDefault("limits")),
        };
    }

    private Dictionary<string, PolicyUser> ReadUsers(YamlNode? node)
    {
        var users = new Dictionary<string, PolicyUser>(StringComparer.Ordinal);
        foreach (var (id, inner) in node is null ? [] : Map(node, "users"))
        {
            var path = $"users.{id}";
            var map = Map(inner, path);
            foreach (var taken in new[] { CallerFacts.UserId }.Where(map.ContainsKey))
            {
                Fault($"{path}.{taken}", map[taken].Line, $"\"{taken}\" is always the user's own id.", $"“{taken}”始终是用户自己的编号,不能设置。");
            }

            users[id] = new PolicyUser
            {
                Roles = Texts(map, path, CallerFacts.Roles),
                Attributes = map.Keys.Where(static name => name != CallerFacts.Roles).ToDictionary(static name => name, name => Texts(map, path, name)),
            };
        }

        return users;
    }

    private List<AccessRule> ReadRules(YamlNode? node)
    {
        if (node is not null and not YamlList)
        {
            Fault("rules", node.Line, "Rules are a list: each begins with \"- table:\".", "rules 是列表:每条规则以“- table:”开头。");
        }

        var items = (node as YamlList)?.Items ?? [];
        if (items.Count > MostRules)
        {
            Fault("rules", node!.Line, $"A policy may have {MostRules} rules at most.", $"策略不能超过 {MostRules} 条规则。");
        }

        return [.. items.Take(MostRules).Select((item, i) => ReadRule(item, $"rules[{i}]"))];
    }

    private AccessRule ReadRule(YamlNode node, string path)
    {
        var map = Map(node, path, "table", "for", "except", "deny", "columns", "hide", "mask", "rows");
        if (Text(map, path, "table") is not { Length: > 0 } table)
        {
            Fault(path, node.Line, "A rule names its table: \"table: orders\", or \"*\" for every one.", "规则须指明表:“table: orders”,或用“*”表示所有表。");
            table = AccessRule.EveryTable;
        }

        var rule = new AccessRule
        {
            Table = table,
            For = map.ContainsKey("for") ? Texts(map, path, "for") : null,
            Except = Texts(map, path, "except"),
            Deny = Choice(map, path, "deny", "true", "false") == "true",
            Columns = map.ContainsKey("columns") ? Texts(map, path, "columns") : null,
            Hide = Texts(map, path, "hide"),
            Mask = ReadMasks(map, path),
            Rows = Text(map, path, "rows"),
        };
        if (rule.Deny && (rule with { Deny = false }) is { OnlyGrants: false })
        {
            Fault(path, node.Line, "A rule that denies the table has nothing else to say of it.", "拒绝整个表的规则不能再包含其他限制。");
        }

        return rule;
    }

    private Dictionary<string, string> ReadMasks(Dictionary<string, YamlNode> map, string path)
    {
        var masks = new Dictionary<string, string>(StringComparer.Ordinal);
        if (map.TryGetValue("mask", out var node))
        {
            var inner = Map(node, $"{path}.mask");
            foreach (var column in inner.Keys)
            {
                masks[column] = Text(inner, $"{path}.mask", column) ?? "NULL";
            }
        }

        return masks;
    }

    private PolicyLimits ReadLimits(YamlNode? node)
    {
        var map = node is null ? [] : Map(node, "limits", "rows", "timeout_seconds", "cost", "estimated_rows");
        return new PolicyLimits
        {
            Rows = Number(map, "rows", 1, 1_000_000) is { } rows ? (int)rows : null,
            Timeout = Number(map, "timeout_seconds", 0.001, 86_400) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Cost = Number(map, "cost", 0, double.MaxValue),
            EstimatedRows = Number(map, "estimated_rows", 0, double.MaxValue),
        };
    }

    private Dictionary<string, YamlNode> Map(YamlNode node, string path, params string[] known)
    {
        _lines[path] = node.Line;
        if (node is not YamlMap map)
        {
            if (path.Length > 0 || node is not YamlScalar { Value: null })
            {
                Fault(path, node.Line, "Names with values are needed here.", "此处需要“名称: 值”。");
            }

            return [];
        }

        foreach (var (name, value) in map.Entries)
        {
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            _lines[inner] = value.Line;
            if (known.Length > 0 && !known.Contains(name, StringComparer.Ordinal))
            {
                Fault(inner, value.Line, $"\"{name}\" is not known here; known are: {string.Join(", ", known)}.", $"“{name}”无效;可用的有:{string.Join("、", known)}。");
            }
        }

        return map.Entries.ToDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal);
    }

    private string? Text(Dictionary<string, YamlNode> map, string path, string name)
    {
        if (!map.TryGetValue(name, out var node))
        {
            return null;
        }

        if (node is YamlScalar { Value: { } value })
        {
            return value;
        }

        Fault(Join(path, name), node.Line, "One value is needed here.", "此处需要一个值。");
        return null;
    }

    private string? Choice(Dictionary<string, YamlNode> map, string path, string name, params string[] choices)
    {
        var text = Text(map, path, name);
        if (text is not null && !choices.Contains(text, StringComparer.Ordinal))
        {
            Fault(Join(path, name), map[name].Line, $"This is one of: {string.Join(", ", choices)}.", $"此处只能是:{string.Join("、", choices)}。");
        }

        return text;
    }

    private IReadOnlyList<string> Texts(Dictionary<string, YamlNode> map, string path, string name)
    {
        if (!map.TryGetValue(name, out var node))
        {
            return [];
        }

        IReadOnlyList<YamlNode> items = node is YamlList list ? list.Items : [node];
        if (items.All(static item => item is YamlScalar { Value.Length: > 0 }))
        {
            return [.. items.Cast<YamlScalar>().Select(static item => item.Value!)];
        }

        Fault(Join(path, name), node.Line, "A list of names is needed here.", "此处需要名称列表。");
        return [];
    }

    private double? Number(Dictionary<string, YamlNode> map, string name, double least, double most)
    {
        if (Text(map, "limits", name) is not { } text)
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Fault($"limits.{name}", map[name].Line, $"A number from {least:0.###} is needed here.", $"此处需要不小于 {least:0.###} 的数字。");
        return null;
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private void Fault(string path, int line, string english, string chinese) => _faults.Add(new PolicyFault(path, line, new LocalizedText(english, chinese)));
}
