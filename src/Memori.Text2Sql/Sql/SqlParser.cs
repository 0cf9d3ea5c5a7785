using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Reads one SELECT into the tree. Linear in the length of the text, bounded in depth. Safe for concurrent use.</summary>
public static class SqlParser
{
    /// <summary>How deeply queries, parentheses, calls and chains of operators may nest.</summary>
    public const int MaxDepth = 500;

    /// <summary>Parses <paramref name="sql"/>.</summary>
    /// <param name="sql">One SELECT (or WITH, VALUES) statement; a semicolon at its end and comments are allowed.</param>
    /// <param name="dialect">The dialect it is written in.</param>
    /// <returns>The tree, with the position of every node.</returns>
    /// <exception cref="SqlSyntaxException">It is anything else.</exception>
    public static Query Parse(string sql, SqlDialect dialect) => new TreeParser(sql, dialect).ParseStatement();

    /// <summary>Parses one expression, such as a condition or a value.</summary>
    /// <exception cref="SqlSyntaxException">It is anything else.</exception>
    internal static Expression ParseExpression(string sql, SqlDialect dialect) => new TreeParser(sql, dialect).ParseOneExpression();
}
