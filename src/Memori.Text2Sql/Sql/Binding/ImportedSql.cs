using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>
/// Reads SQL that was written for another engine or an older one. SQLite used to take a word in double quotes that names no column for a string,
/// and much existing SQL relies on it: here it becomes a string for good. Not for SQL that a model or a person writes now. Safe for concurrent use.
/// </summary>
public static class ImportedSql
{
    /// <summary>Parses and binds <paramref name="sql"/>.</summary>
    /// <param name="sql">One SELECT.</param>
    /// <param name="schema">The database that it is for, and the dialect.</param>
    /// <returns>The query, with strings where a word in double quotes names nothing (SQLite only).</returns>
    /// <exception cref="SqlSyntaxException">It is no query.</exception>
    /// <exception cref="SqlBindingException">A name means nothing or more than one thing.</exception>
    public static Query Read(string sql, DatabaseSchema schema)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(schema);
        var query = SqlParser.Parse(sql, schema.Dialect);
        var binder = new QueryBinder(schema, schema.Dialect.Rules.HasFlag(NameRules.UnknownWordsAreText) ? IsWord : null);
        binder.Bind(query);
        return binder.Texts.Count == 0 ? query : new WordsToText(binder.Texts).RewriteQuery(query);

        bool IsWord(ColumnName name) => name.Name is { Quoted: true, Position: >= 0 and var at } && sql[at] == '"';
    }

    private sealed class WordsToText(HashSet<SqlNode> words) : TreeRewriter
    {
        protected override Expression RewriteExpression(Expression expression) => expression is ColumnName name && words.Contains(name)
            ? new Literal(LiteralKind.Text, name.Name.Text) { Position = name.Position }
            : base.RewriteExpression(expression);
    }
}
