using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Writes SQL from the tree: names in quotes where needed, literals escaped, no more parentheses than the meaning needs. Safe for concurrent use.</summary>
public static class SqlRenderer
{
    /// <summary>The query on one line: what runs.</summary>
    /// <param name="query">The query.</param>
    /// <param name="dialect">The database's dialect.</param>
    /// <returns>One statement without a semicolon.</returns>
    public static string Render(Query query, SqlDialect dialect) => Write(query, dialect, new SqlWriter(pretty: false));

    /// <summary>The query over several lines: for people to read.</summary>
    /// <param name="query">The query.</param>
    /// <param name="dialect">The database's dialect.</param>
    /// <returns>The same statement as <see cref="Render(Query, SqlDialect)"/>, laid out; lines end in <c>\n</c>.</returns>
    public static string Format(Query query, SqlDialect dialect) => Write(query, dialect, new SqlWriter(pretty: true));

    /// <summary>An expression on one line, for messages and explanations.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="dialect">The database's dialect.</param>
    /// <returns>The expression as SQL.</returns>
    public static string Render(Expression expression, SqlDialect dialect)
    {
        var writer = new SqlWriter(pretty: false);
        new TreeWriter(dialect, writer).Write(expression);
        return writer.ToString();
    }

    private static string Write(Query query, SqlDialect dialect, SqlWriter writer)
    {
        new TreeWriter(dialect, writer).Write(query);
        return writer.ToString();
    }
}
