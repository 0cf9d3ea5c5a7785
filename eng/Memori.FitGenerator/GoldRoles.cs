using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.FitGenerator;

/// <summary>Something that the right SQL shows, groups or orders by.</summary>
/// <param name="Role">What it does there.</param>
/// <param name="Column">The column; null for rows.</param>
internal sealed record GoldItem(Role Role, ColumnNode? Column);

/// <summary>Reads the roles of columns from the right SQL of a question.</summary>
internal static class GoldRoles
{
    /// <summary>The roles, or null when the SQL can't be told by roles alone.</summary>
    public static IReadOnlyList<GoldItem>? Read(string sql, DatabaseIndex index)
    {
        Query query;
        try
        {
            query = SqlParser.Parse(sql, SqlDialect.Sqlite);
        }
        catch (SqlSyntaxException)
        {
            return null;
        }

        var body = query.Body;
        while (body is SetOperation set)
        {
            if (set.Operator == SetOperator.Union)
            {
                return null;
            }

            body = set.Left;
        }

        if (body is not Select select || select.From is null)
        {
            return null;
        }

        var tables = new Dictionary<string, TableNode>(StringComparer.OrdinalIgnoreCase);
        if (!Sources(select.From, index, tables))
        {
            return null;
        }

        var items = new List<GoldItem>();
        var groups = select.GroupBy.Select(g => Column(g, tables)).ToList();
        foreach (var item in select.Items)
        {
            if (item is not ExpressionItem { Expression: var expression })
            {
                items.Add(new GoldItem(Role.Show, null));
                continue;
            }

            if (Shown(expression, tables) is not { } shown)
            {
                return null;
            }

            items.Add(shown);
        }

        foreach (var group in groups.OfType<ColumnNode>())
        {
            var shown = items.FindIndex(i => i.Role == Role.Show && i.Column is { } c && (c == group || (IsKeyOf(group, c.Table, index) && c.Table.Display.Contains(c))));
            if (shown >= 0)
            {
                items[shown] = items[shown] with { Role = Role.Group };
            }
            else
            {
                items.Add(new GoldItem(Role.GroupOnly, group));
            }
        }

        foreach (var order in query.OrderBy)
        {
            if (Shown(order.Expression, tables) is { } by && By(by.Role) is { } role)
            {
                items.Add(by with { Role = role });
            }
        }

        return items;
    }

    /// <summary>Whether the column tells the rows of the table apart: its key, or one that refers to it.</summary>
    public static bool IsKeyOf(ColumnNode column, TableNode table, DatabaseIndex index) =>
        column == table.Key || index.Edges.Any(e => e.From == column && e.To.Table == table);

    private static Role? By(Role role) => role switch
    {
        Role.Show or Role.Max or Role.Min => Role.Order,
        Role.Count or Role.CountDistinct => Role.OrderCount,
        Role.Sum => Role.OrderSum,
        Role.Average => Role.OrderAverage,
        _ => null,
    };

    private static GoldItem? Shown(Expression expression, Dictionary<string, TableNode> tables)
    {
        switch (expression)
        {
            case ColumnName when Column(expression, tables) is { } column:
                return new GoldItem(Role.Show, column);
            case FunctionCall { Star: true }:
                return new GoldItem(Role.Count, null);
            case FunctionCall { Arguments: [var argument] } call when Column(argument, tables) is { } column:
                return call.Name.Text.ToLowerInvariant() switch
                {
                    "count" when call.Distinct => new GoldItem(Role.CountDistinct, column),
                    "count" when column.IsPrimaryKey => new GoldItem(Role.Count, null),
                    "count" => new GoldItem(Role.Count, column),
                    "sum" => new GoldItem(Role.Sum, column),
                    "avg" => new GoldItem(Role.Average, column),
                    "max" => new GoldItem(Role.Max, column),
                    "min" => new GoldItem(Role.Min, column),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static ColumnNode? Column(Expression expression, Dictionary<string, TableNode> tables)
    {
        var (name, table) = expression switch
        {
            ColumnName column => (column.Name.Text, column.Table?.Text),
            _ => (null, null),
        };
        if (name is null)
        {
            return null;
        }

        var among = table is not null ? tables.TryGetValue(table, out var one) ? [one] : [] : tables.Values.Distinct().ToArray();
        return among.SelectMany(t => t.Columns).FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Sources(TableSource source, DatabaseIndex index, Dictionary<string, TableNode> tables)
    {
        switch (source)
        {
            case Join join:
                return Sources(join.Left, index, tables) && Sources(join.Right, index, tables);
            case TableName name when index.Tables.FirstOrDefault(t => t.Name.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase)) is { } table:
                tables[(name.Alias ?? name.Name).Text] = table;
                return true;
            default:
                return false;
        }
    }
}
