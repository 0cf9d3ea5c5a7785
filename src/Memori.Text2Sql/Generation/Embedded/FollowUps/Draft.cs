using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>The last answer's query while a follow-up changes it. Immutable.</summary>
/// <param name="Query">The query; ordinals and aliases in ORDER BY and GROUP BY are written out.</param>
/// <param name="Index">The database.</param>
/// <param name="Chinese">Whether names of rows are wanted in Chinese where the database has both.</param>
internal sealed record Draft(Query Query, DatabaseIndex Index, bool Chinese)
{
    /// <summary>How surely the changes so far are what was meant, 0–1.</summary>
    public double Certainty { get; init; } = 1;

    /// <summary>The SELECT at the top, or null when there is a set operation.</summary>
    public Select? Select => Query.Body as Select;

    public SqlDialect Dialect => Index.Schema.Dialect;

    /// <summary>The known tables that FROM reads, with the names that columns of each are qualified by.</summary>
    public IReadOnlyList<(Identifier Name, TableNode Table)> Sources => Select?.From is { } from ? [.. Leaves(from)] : [];

    public static Draft Of(Query query, DatabaseIndex index, bool chinese)
    {
        if (query.Body is not Select select)
        {
            return new Draft(query, index, chinese);
        }

        var items = select.Items.OfType<ExpressionItem>().ToList();
        Expression WrittenOut(Expression key) => key switch
        {
            Literal { Kind: LiteralKind.Number } ordinal when items.Count == select.Items.Count && int.TryParse(ordinal.Value, out var n) && n >= 1 && n <= items.Count => items[n - 1].Expression,
            ColumnName { Table: null } name => items.Find(i => i.Alias is { } alias && alias.Text.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase))?.Expression ?? name,
            _ => key,
        };
        return new Draft(
            query with
            {
                Body = select with { GroupBy = [.. select.GroupBy.Select(WrittenOut)] },
                OrderBy = [.. query.OrderBy.Select(o => o with { Expression = WrittenOut(o.Expression) })],
            },
            index,
            chinese);
    }

    public Draft With(Select select) => this with { Query = Query with { Body = select } };

    /// <summary>The same, less surely.</summary>
    public Draft Times(double certainty) => this with { Certainty = Certainty * certainty };

    /// <summary>The column that an expression of the top SELECT is, or null.</summary>
    public ColumnNode? Resolve(Expression expression)
    {
        if (expression is not ColumnName name)
        {
            return null;
        }

        var found = Sources.Where(s => name.Table is null || s.Name.Text.Equals(name.Table.Text, StringComparison.OrdinalIgnoreCase))
            .Select(s => s.Table.Columns.FirstOrDefault(c => c.Name.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase)))
            .OfType<ColumnNode>()
            .ToList();
        return found.Count > 0 ? found[0] : null;
    }

    public bool Reads(TableNode table) => Sources.Any(s => s.Table == table);

    /// <summary>How a column of a table in FROM is written here.</summary>
    public Expression Write(ColumnNode column)
    {
        var sources = Sources;
        var source = sources.FirstOrDefault(s => s.Table == column.Table);
        return new ColumnName(new Identifier(column.Name), sources.Count > 1 || Select?.From is not TableName ? source.Name : null);
    }

    /// <summary>What rows of a table are called by.</summary>
    public IReadOnlyList<ColumnNode> Display(TableNode table) => Chinese && table.ChineseDisplay is { } own ? [own] : table.Display;

    /// <summary>The table whose rows the joined rows are: no other refers to it from outside.</summary>
    public TableNode? Entity()
    {
        var tables = Sources.Select(s => s.Table).Distinct().ToList();
        return tables.Find(t => !Index.Edges.Any(e => e.To.Table == t && e.From.Table != t && tables.Contains(e.From.Table))) ?? (tables.Count > 0 ? tables[0] : null);
    }

    public static bool IsAggregate(Expression expression) =>
        expression switch
        {
            FunctionCall { Over: not null } => false,
            FunctionCall call => call.Name.Text.ToLowerInvariant() is "count" or "sum" or "avg" or "min" or "max" or "total" || call.Arguments.Any(IsAggregate),
            Binary binary => IsAggregate(binary.Left) || IsAggregate(binary.Right),
            Cast cast => IsAggregate(cast.Operand),
            Unary unary => IsAggregate(unary.Operand),
            _ => false,
        };

    private IEnumerable<(Identifier Name, TableNode Table)> Leaves(TableSource source) => source switch
    {
        TableName name when Index.Tables.FirstOrDefault(t => Is(t, name)) is { } table => [(name.Alias ?? name.Name, table)],
        Join join => Leaves(join.Left).Concat(Leaves(join.Right)),
        _ => [],
    };

    // A common table may have the name of a table.
    private bool Is(TableNode table, TableName name) =>
        table.Name.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase)
        && (name.Schema is null || name.Schema.Text.Equals(table.Schema.Schema, StringComparison.OrdinalIgnoreCase))
        && !(Query.With?.Tables.Any(t => t.Name.Text.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase)) ?? false);
}
