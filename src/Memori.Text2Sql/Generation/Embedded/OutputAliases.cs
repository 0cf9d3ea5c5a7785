using Memori.Text2Sql.Generation.Embedded.FollowUps;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// Gives computed columns a name that can be read above a table: <c>total_amount</c>, <c>order_count</c>, <c>month</c> instead of
/// <c>sum(order_items.amount)</c>. Names that a table in FROM has, or another column already bears, are not taken.
/// </summary>
internal static class OutputAliases
{
    public static Query Give(Query query, DatabaseIndex index)
    {
        if (query.Body is not Select select)
        {
            return query;
        }

        var draft = new Draft(query, index, Chinese: false);
        var taken = draft.Sources.SelectMany(s => s.Table.Columns).Select(c => c.Name).Concat(select.Items.OfType<ExpressionItem>().Select(i => i.Alias?.Text).OfType<string>())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return query with
        {
            Body = select with
            {
                Items = [.. select.Items.Select(item => item is ExpressionItem { Alias: null, Expression: FunctionCall call } plain && Free(call, draft, taken) is { } name
                    ? plain with { Alias = new Identifier(name) }
                    : item)],
            },
        };
    }

    /// <summary>Its name; where that is taken, <c>sum_amount</c>; null when that is taken too.</summary>
    private static string? Free(FunctionCall call, Draft draft, HashSet<string> taken) =>
        NameOf(call, draft) is not { } name ? null
        : taken.Add(name) ? name
        : Measures.ColumnOf(draft, call) is { } column && $"{call.Name.Text.ToLowerInvariant()}_{column.Name}" is var plain && taken.Add(plain) ? plain
        : null;

    private static string? NameOf(FunctionCall call, Draft draft)
    {
        var function = call.Name.Text.ToLowerInvariant();
        if (function == "count")
        {
            var counted = call.Star ? draft.Entity() : Measures.ColumnOf(draft, call)?.Table;
            return counted is null ? "row_count" : IsChinese(counted.Name) ? counted.Name + "数量" : string.Join('_', counted.Words) + "_count";
        }

        if (call.Arguments.Select((a, i) => (a as Literal)?.Value ?? "").FirstOrDefault(v => v.Length > 0) is { } format && function is "strftime" or "to_char")
        {
            return format switch { "%Y" or "YYYY" => "year", "%Y-%m" or "YYYY-MM" => "month", "%Y-%m-%d" or "YYYY-MM-DD" => "day", _ => null };
        }

        // What two columns make is neither of them.
        if (call.Arguments is [Binary { Left: Binary or ColumnName, Right: FunctionCall or ColumnName or Binary }] || Measures.ColumnOf(draft, call) is not { } column)
        {
            return null;
        }

        var (english, chinese) = function switch
        {
            "sum" => ("total_", "总"),
            "avg" => ("average_", "平均"),
            "max" => (column.IsDate ? "latest_" : "highest_", column.IsDate ? "最晚" : "最高"),
            "min" => (column.IsDate ? "earliest_" : "lowest_", column.IsDate ? "最早" : "最低"),
            _ => ("", ""),
        };
        return english.Length == 0 ? null
            : IsChinese(column.Name) ? chinese + column.Name
            : column.Name.StartsWith("total_", StringComparison.OrdinalIgnoreCase) && english == "total_" ? "sum_of_" + column.Name
            : english + column.Name;
    }

    private static bool IsChinese(string name) => name.Any(Tokenizer.IsIdeograph);
}
