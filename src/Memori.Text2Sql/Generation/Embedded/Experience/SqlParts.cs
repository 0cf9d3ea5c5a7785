using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.Experience;

/// <summary>What a query consists of, clause by clause, with columns by their tables and without its values: two queries that share much of it are built alike.</summary>
internal sealed class SqlParts : TreeRewriter
{
    private readonly HashSet<string> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly SqlDialect _dialect;
    private string? _only;

    private SqlParts(SqlDialect dialect) => _dialect = dialect;

    /// <summary>The parts; none where the text is no query of the dialect.</summary>
    public static IReadOnlySet<string> Of(string sql, SqlDialect dialect)
    {
        var parts = new SqlParts(dialect);
        try
        {
            _ = parts.RewriteQuery(SqlParser.Parse(sql, dialect));
        }
        catch (SqlSyntaxException)
        {
            // Remembered under another dialect or an older grammar.
            return new HashSet<string>();
        }

        return parts._parts;
    }

    /// <summary>How much two have in common, 0–1: the harmonic mean of the shares.</summary>
    public static double Likeness(IReadOnlySet<string> one, IReadOnlySet<string> other) =>
        one.Count + other.Count == 0 ? 0 : 2.0 * one.Count(other.Contains) / (one.Count + other.Count);

    public override Query RewriteQuery(Query query)
    {
        var rewritten = base.RewriteQuery(query);
        foreach (var order in rewritten.OrderBy)
        {
            Add("order", order.Expression, order.Descending ? " desc" : "");
        }

        if (query.Limit is not null)
        {
            _parts.Add("limit");
        }

        return rewritten;
    }

    protected override QueryBody RewriteBody(QueryBody body)
    {
        if (body is SetOperation set)
        {
            _parts.Add("set " + set.Operator);
        }

        return base.RewriteBody(body);
    }

    protected override Select RewriteSelect(Select select)
    {
        _only = select.From is TableName only ? only.Name.Text : null;
        var rewritten = base.RewriteSelect(select);
        foreach (var item in rewritten.Items)
        {
            Add("select", item is ExpressionItem { Expression: var shown } ? shown : null);
        }

        foreach (var condition in Conjunction.Of(rewritten.Where))
        {
            Add("where", condition);
        }

        foreach (var group in rewritten.GroupBy)
        {
            Add("group", group);
        }

        Add("having", rewritten.Having);
        if (select.Distinct)
        {
            _parts.Add("distinct");
        }

        return rewritten;
    }

    protected override TableSource RewriteSource(TableSource source)
    {
        if (source is TableName table)
        {
            _parts.Add("from " + table.Name.Text);
            _tables[table.Alias?.Text ?? table.Name.Text] = table.Name.Text;
        }

        return base.RewriteSource(source);
    }

    protected override Expression RewriteExpression(Expression expression) => expression switch
    {
        ColumnName { Table: { } table } column => new ColumnName(column.Name, new Identifier(_tables.GetValueOrDefault(table.Text, table.Text))),
        ColumnName column when _only is not null => new ColumnName(column.Name, new Identifier(_only)),
        Literal => new Literal(LiteralKind.Text, "?"),
        _ => base.RewriteExpression(expression),
    };

    private void Add(string clause, Expression? expression, string more = "")
    {
        if (expression is not null)
        {
            _parts.Add($"{clause} {SqlRenderer.Render(expression, _dialect)}{more}");
        }
    }
}
