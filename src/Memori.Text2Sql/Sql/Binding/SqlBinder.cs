using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>
/// Binds every name of a query to the table and column that it means, by the rules of the dialect: common tables, derived tables, set operations,
/// lateral and correlated references, aliases, ordinals, stars, USING and NATURAL. A query that binds may still be refused by the database
/// (grouping, types), but every name in it means here what it means there. Safe for concurrent use.
/// </summary>
public static class SqlBinder
{
    /// <summary>Binds <paramref name="query"/>.</summary>
    /// <param name="query">A query as <see cref="SqlParser"/> makes it: no node stands in two places.</param>
    /// <param name="schema">The tables that there are, and the dialect.</param>
    /// <returns>What the names mean, what is read, and of what type the results are.</returns>
    /// <exception cref="SqlBindingException">A name means nothing or more than one thing.</exception>
    public static BoundQuery Bind(Query query, DatabaseSchema schema)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(schema);
        return new QueryBinder(schema, null).Bind(query);
    }
}
