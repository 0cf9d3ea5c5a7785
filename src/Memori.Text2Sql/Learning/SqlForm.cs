using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Learning;

/// <summary>One form for all ways to write the same query: what differs in space, case of keywords or names of output columns alone is the same.</summary>
internal static class SqlForm
{
    /// <summary>The form of <paramref name="sql"/>; the trimmed text when it can't be parsed.</summary>
    public static string Of(string sql, SqlDialect dialect)
    {
        try
        {
            return Fold(SqlRenderer.Render(WithoutOutputNames(SqlParser.Parse(sql, dialect)), dialect), dialect);
        }
        catch (SqlSyntaxException)
        {
            return sql.Trim();
        }
    }

    /// <summary>Whether two texts are the same query.</summary>
    public static bool Same(string one, string other, SqlDialect dialect) => one == other || Of(one, dialect) == Of(other, dialect);

    // A name that something refers to (ORDER BY n) carries meaning and stays.
    private static Query WithoutOutputNames(Query query)
    {
        if (query.Body is not Select select)
        {
            return query;
        }

        var bare = select with { Items = [.. select.Items.Select(item => item is ExpressionItem named ? named with { Alias = null } : item)] };
        var aliases = select.Items.OfType<ExpressionItem>().Where(item => item.Alias is not null).Select(item => item.Alias!.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var references = new References(aliases);
        references.Visit(query with { Body = bare });
        return references.Found ? query : query with { Body = bare };
    }

    // Names and words are the same in any case unless they are quoted; text never is.
    private static string Fold(string sql, SqlDialect dialect) => string.Join(' ', SqlLexer.Tokenize(sql, dialect).Select(token =>
        sql.Substring(token.Start, token.Length) is var text && (token.Kind == SqlTokenKind.Text || text.StartsWith('"')) ? text : text.ToLowerInvariant()));

    private sealed class References(HashSet<string> names) : TreeVisitor
    {
        public bool Found { get; private set; }

        public override void Visit(SqlNode? node)
        {
            Found |= node is ColumnName { Table: null } column && names.Contains(column.Name.Text);
            base.Visit(node);
        }
    }
}
