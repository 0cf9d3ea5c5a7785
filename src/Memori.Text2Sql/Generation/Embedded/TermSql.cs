using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>The SQL of a term as a part of a query.</summary>
internal static class TermSql
{
    private static readonly HashSet<string> Functions = new(["count", "sum", "avg", "min", "max", "total"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The expression, its columns qualified where the query reads several tables; null when it is none.</summary>
    public static Expression? Expression(TableNode table, string sql, bool qualified, SqlDialect dialect)
    {
        if (Parse(sql, dialect) is not { } expression)
        {
            return null;
        }

        return qualified ? new Qualifier(table).Qualify(expression) : expression;
    }

    /// <summary>Whether it reckons one value from many rows.</summary>
    public static bool IsAggregate(string sql, SqlDialect dialect)
    {
        var finder = new AggregateFinder();
        finder.Visit(Parse(sql, dialect));
        return finder.Found;
    }

    private static Expression? Parse(string sql, SqlDialect dialect)
    {
        try
        {
            return GlossaryCheck.Expression(sql, dialect);
        }
        catch (SqlSyntaxException)
        {
            return null;
        }
    }

    // A query inside has columns of its own.
    private sealed class Qualifier(TableNode table) : TreeRewriter
    {
        public Expression Qualify(Expression expression) => RewriteExpression(expression);

        public override Query RewriteQuery(Query query) => query;

        protected override Expression RewriteExpression(Expression expression) =>
            expression is ColumnName { Table: null } column ? column with { Table = SqlTree.Name(table.Name) } : base.RewriteExpression(expression);
    }

    private sealed class AggregateFinder : TreeVisitor
    {
        public bool Found { get; private set; }

        // A query inside reckons for itself.
        protected override void VisitQuery(Query query)
        {
        }

        protected override void VisitExpression(Expression expression)
        {
            Found |= expression is FunctionCall { Over: null } call && Functions.Contains(call.Name.Text);
            base.VisitExpression(expression);
        }
    }
}
