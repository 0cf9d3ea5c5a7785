using System.Security.Cryptography;
using System.Text;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.FitGenerator;

/// <summary>
/// Asks in Chinese what SQL over English names answers, in the words of the lexicon and by templates: nobody has such questions for the databases that may be
/// seen, and the order of words is what the roles have to learn.
/// </summary>
internal sealed class ChineseQuestions
{
    private static readonly Dictionary<string, List<string>> Words = Inverse();

    private readonly Dictionary<string, TableNode> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<TableNode> _order = [];
    private readonly int _way;

    private ChineseQuestions(int way) => _way = way;

    /// <summary>The question, or null where the SQL is none of the plain kinds or the lexicon has no word for a name.</summary>
    public static string? Ask(string sql, DatabaseIndex index)
    {
        try
        {
            var way = BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            return SqlParser.Parse(sql, SqlDialect.Sqlite) is { Body: Select select } query ? new ChineseQuestions(way).Question(query, select, index) : null;
        }
        catch (Exception fault) when (fault is SqlSyntaxException or Untold)
        {
            return null;
        }
    }

    private string? Question(Query query, Select select, DatabaseIndex index)
    {
        if (select.From is null || !Sources(select.From, index))
        {
            return null;
        }

        var shown = select.Items.Select(i => i is ExpressionItem e ? e.Expression : throw new Untold()).ToList();
        var conditions = select.Where is { } where ? Condition(where) : "";
        var subject = shown.OfType<ColumnName>().Select(c => Find(c)?.Table).OfType<TableNode>().FirstOrDefault() ?? _order[0];
        var of = conditions.Length > 0 ? conditions + "的" + Name(subject) : (Way(2) == 0 ? "所有" : "") + Name(subject);
        if (select.GroupBy.Count > 1 || query.OrderBy.Count > 1)
        {
            return null;
        }

        var group = select.GroupBy.Count == 1 && select.GroupBy[0] is ColumnName by ? Find(by) : null;
        if (select.Having is { } having)
        {
            return group is null ? null : Grouped(group, having) + Asking(Listed(shown, subject), of: Name(subject));
        }

        if (group is not null && query.OrderBy.Count == 1)
        {
            return query.Limit is null ? null : Ranked(query, conditions, group) + Asking(Listed(shown, subject), of: null);
        }

        if (group is not null)
        {
            var aggregates = shown.Where(e => e is FunctionCall).Select(Term).ToList();
            if (aggregates.Count == 0)
            {
                return null;
            }

            var each = GroupName(group);
            var counted = Name(_order.Find(t => t != group.Table) ?? _order[0]);
            var said = string.Join("和", aggregates.Select(a => a.Length == 0 ? counted + (Way(2) == 0 ? "数量" : "的数量") : a));
            return conditions + (conditions.Length > 0 ? "的" + counted + "中，" : "") + Way(5) switch
            {
                0 => $"每个{each}的{said}是多少？",
                1 => $"显示每个{each}的{said}。",
                2 => $"列出{each}以及每个{each}的{said}。",
                3 => $"找出每个{each}的{each}名称和{said}。".Replace(each + "名称", each, StringComparison.Ordinal),
                _ => aggregates is [""] ? $"每个{each}有多少{counted}？" : $"按{each}给出{said}。",
            };
        }

        if (shown is [FunctionCall { Star: true } or FunctionCall { Name.Text: "count" or "COUNT", Distinct: false }])
        {
            return Way(5) switch
            {
                0 => $"有多少{of}？",
                1 => $"{of}有多少？",
                2 => $"统计{of}的数量。",
                3 => $"{of}的数量是多少？",
                _ => $"找出{of}的数量。",
            };
        }

        if (query.OrderBy.Count == 1)
        {
            var term = Term(query.OrderBy[0].Expression);
            var down = query.OrderBy[0].Descending;
            if (term.Length == 0)
            {
                return null;
            }

            return query.Limit is Literal { Value: var limit }
                ? $"{conditions}{(conditions.Length > 0 ? "的" + Name(subject) + "中，" : "")}{term}{(down ? Way(2) == 0 ? "最高" : "最大" : Way(2) == 0 ? "最低" : "最小")}的{(limit == "1" ? "" : limit + "个")}{Name(subject)}的{Asking(Listed(shown, null), null)}"
                : Way(2) == 0 ? $"按{term}{(down ? "降序" : "升序")}列出{of}的{Listed(shown, null)}。" : $"{of}的{Listed(shown, null)}是什么？按{term}{(down ? "降序" : "升序")}排列。";
        }

        return Asking(Listed(shown, subject), of);
    }

    private string Asking(string listed, string? of)
    {
        var all = of is null ? listed : of + "的" + listed;
        return of is null ? all + (Way(2) == 0 ? "是什么？" : "？") : Way(6) switch
        {
            0 => $"{all}是什么？",
            1 => $"列出{all}。",
            2 => $"找出{all}。",
            3 => $"显示{all}。",
            4 => $"{all}分别是什么？",
            _ => $"返回{all}。",
        };
    }

    private string Grouped(ColumnNode group, Expression having)
    {
        if (having is not Binary { Left: FunctionCall call, Right: Literal { Value: var number } } compare)
        {
            throw new Untold();
        }

        var counted = Name(_order.Find(t => t != group.Table) ?? _order[0]);
        var term = Term(call);
        return (term.Length > 0 ? $"{term}{Compared(compare.Operator)}{number}" : compare.Operator switch
        {
            ">=" => $"至少有{number}个{counted}",
            ">" => Way(2) == 0 ? $"有超过{number}个{counted}" : $"{counted}数量大于{number}",
            "<" => $"{counted}少于{number}个",
            "=" => $"有{number}个{counted}",
            _ => throw new Untold(),
        }) + "的";
    }

    private string Ranked(Query query, string conditions, ColumnNode group)
    {
        var most = query.OrderBy[0].Descending ? "最多" : "最少";
        var term = Term(query.OrderBy[0].Expression);
        var counted = Name(_order.Find(t => t != group.Table) ?? _order[0]);
        var first = conditions.Length > 0 ? conditions + "的" : "";
        return first + (term.Length > 0 ? $"{term}{(query.OrderBy[0].Descending ? "最高" : "最低")}的"
            : _order.Count == 1 ? (Way(2) == 0 && most == "最多" ? "最常见的" : $"{counted}{most}的") : Way(2) == 0 ? $"拥有{most}{counted}的" : $"{counted}{most}的");
    }

    // The names that are asked for, each with its table where it is another's.
    private string Listed(List<Expression> shown, TableNode? subject)
    {
        var names = shown.ConvertAll(e => e is ColumnName column && Find(column) is { } found
            ? (subject is not null && found.Table != subject ? Name(found.Table) + "的" : "") + Name(found)
            : Term(e) is { Length: > 0 } term ? term : "数量");
        return names.Count == 1 ? names[0] : string.Join("、", names.SkipLast(1)) + (Way(2) == 0 ? "和" : "以及") + names[^1];
    }

    /// <summary>A column or an aggregate of one; empty for a count of rows.</summary>
    private string Term(Expression expression) => expression switch
    {
        ColumnName column => Name(Find(column) ?? throw new Untold()),
        FunctionCall { Star: true } => "",
        FunctionCall { Arguments: [ColumnName column] } call => call.Name.Text.ToLowerInvariant() switch
        {
            "count" => call.Distinct ? "不同" + Name(Find(column) ?? throw new Untold()) + "的数量" : "",
            "sum" => (Way(2) == 0 ? "总" : "") + Name(Find(column)!) + (Way(2) == 0 ? "" : "的总和"),
            "avg" => Way(2) == 0 ? "平均" + Name(Find(column)!) : Name(Find(column)!) + "的平均值",
            "max" => Way(2) == 0 ? "最大" + Name(Find(column)!) : Name(Find(column)!) + "的最大值",
            "min" => Way(2) == 0 ? "最小" + Name(Find(column)!) : Name(Find(column)!) + "的最小值",
            _ => throw new Untold(),
        },
        _ => throw new Untold(),
    };

    private string Condition(Expression where) => where switch
    {
        Binary { Operator: "AND" } and => Condition(and.Left) + (Way(2) == 0 ? "且" : "并且") + Condition(and.Right),
        Binary { Operator: "OR" } or => Condition(or.Left) + "或" + Condition(or.Right),
        Binary { Left: ColumnName left, Right: var right } compare when Find(left) is { } column && Value(right) is var (value, isText) =>
            isText && compare.Operator == "=" ? Name(column) + (Way(2) == 0 ? "为" : "是") + $"“{value}”"
            : isText && compare.Operator is "!=" or "<>" ? $"{Name(column)}不是“{value}”"
            : Name(column) + Compared(compare.Operator) + value,
        Like { Operand: ColumnName operand, Pattern: var pattern, Not: false } when Find(operand) is { } column && Value(pattern) is var (text, _) => $"{Name(column)}包含“{text.Trim('%')}”",
        Between { Operand: ColumnName operand, Not: false } between when Find(operand) is { } column && Value(between.Low) is var (low, _) && Value(between.High) is var (high, _) => $"{Name(column)}在{low}到{high}之间",
        _ => throw new Untold(),
    };

    private string Compared(string op) => op switch
    {
        ">" => Way(3) switch { 0 => "大于", 1 => "高于", _ => "超过" },
        "<" => Way(2) == 0 ? "小于" : "低于",
        ">=" => "至少为",
        "<=" => "最多为",
        "=" => "为",
        "!=" or "<>" => "不为",
        _ => throw new Untold(),
    };

    // SQLite reads "text" in double quotation marks as a text where no column is called so.
    private (string Text, bool IsText) Value(Expression expression) => expression switch
    {
        Literal { Kind: LiteralKind.Number } number => (number.Value, false),
        Literal text => (text.Value, true),
        ColumnName { Table: null } name when Find(name) is null => (name.Name.Text, true),
        _ => throw new Untold(),
    };

    private bool Sources(TableSource source, DatabaseIndex index)
    {
        switch (source)
        {
            case Join join:
                return Sources(join.Left, index) && Sources(join.Right, index);
            case TableName name when index.Tables.FirstOrDefault(t => t.Name.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase)) is { } table:
                if (_order.Contains(table))
                {
                    return false;
                }

                _tables[(name.Alias ?? name.Name).Text] = table;
                _order.Add(table);
                return true;
            default:
                return false;
        }
    }

    private ColumnNode? Find(ColumnName name)
    {
        var among = name.Table is { } table ? _tables.TryGetValue(table.Text, out var one) ? [one] : [] : _order.ToArray();
        return among.SelectMany(t => t.Columns).FirstOrDefault(c => c.Name.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase));
    }

    // A key stands for the thing itself.
    private string GroupName(ColumnNode group) => group.IsIdentifier && _order.Find(t => t.Key == group) is { } table ? Name(table) : Name(group);

    private string Name(TableNode table) => Name(table.Words);

    private string Name(ColumnNode column) => Name(column.Words);

    private string Name(string[] words)
    {
        var name = new StringBuilder();
        for (var at = 0; at < words.Length;)
        {
            var length = Enumerable.Range(1, words.Length - at).Reverse().FirstOrDefault(l => Words.ContainsKey(string.Join(' ', words.Skip(at).Take(l))));
            if (length == 0)
            {
                throw new Untold();
            }

            var choices = Words[string.Join(' ', words.Skip(at).Take(length))];
            name.Append(choices[Way(Math.Min(2, choices.Count))]);
            at += length;
        }

        return name.ToString();
    }

    private int Way(int ways) => _way / 7 % ways;

    private static Dictionary<string, List<string>> Inverse()
    {
        var inverse = new Dictionary<string, List<string>>(StringComparer.Ordinal) { ["id"] = ["编号"], ["name"] = ["名称", "姓名"] };
        foreach (var row in DataFile.Rows("translations.tsv").Where(r => r[0].Length > 1))
        {
            foreach (var (english, rank) in row[1].Split(',').Select((e, i) => (e, i)))
            {
                if (rank == 0)
                {
                    if (!inverse.TryGetValue(english, out var list))
                    {
                        inverse[english] = list = [];
                    }

                    list.Add(row[0]);
                }
            }
        }

        return inverse;
    }

    private sealed class Untold : Exception;
}
