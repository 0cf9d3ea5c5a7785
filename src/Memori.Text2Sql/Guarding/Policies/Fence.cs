using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>
/// What stands in the place of a ruled table: a subquery over the real table that gives the permitted rows and the visible columns, behind a limit
/// that limits nothing. The limit is what neither engine moves a condition across: without it, a condition of the query is evaluated on forbidden
/// rows too, and tells of them by its errors (docs/decisions/0009-access-rules.md).
/// </summary>
internal sealed class Fence
{
    public Fence(TableSchema table, SqlDialect dialect, IReadOnlyList<ExpressionItem> columns, Expression? rows)
    {
        Table = table;
        HasRows = rows is not null;
        Masked = columns.Where(static column => column.Alias is not null).Select(static column => column.Alias!.Text).ToHashSet(dialect.Names);
        var from = new TableName(new Identifier(table.Name), new Identifier(table.Schema ?? dialect.DefaultSchema));
        var query = new Query(new Select([.. columns]) { From = from, Where = rows });
        Query = dialect.Has(SqlFeatures.OffsetNeedsLimit)
            ? query with { Limit = new Unary("-", new Literal(LiteralKind.Number, "1")) }
            : query with { Offset = new Literal(LiteralKind.Number, "0") };
    }

    /// <summary>The real table.</summary>
    public TableSchema Table { get; }

    /// <summary>Whether it permits some rows and not others.</summary>
    public bool HasRows { get; }

    /// <summary>The columns that show something else than the table holds.</summary>
    public IReadOnlySet<string> Masked { get; }

    /// <summary>The subquery. Every table in it is named with its schema, so that no common table of a query can stand in for one.</summary>
    public Query Query { get; }
}
