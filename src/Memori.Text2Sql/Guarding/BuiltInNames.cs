using System.Collections.Frozen;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>
/// Gives calls the schema of the built-in function that they mean, where the database has a function of its own by that name, which the call could
/// reach instead. Calls in words (<c>SUBSTRING(a FROM 1)</c>) mean the built-in one anyway.
/// </summary>
/// <param name="shadowing">The names, as the database spells them.</param>
/// <param name="schema">The schema of the built-in functions.</param>
internal sealed class BuiltInNames(IReadOnlyList<string> shadowing, string schema) : TreeRewriter
{
    // Of the grammar, not of any schema.
    private static readonly FrozenSet<string> s_syntax = new[] { "coalesce", "greatest", "grouping", "least", "normalize", "nullif" }.ToFrozenSet();

    /// <summary>The query with the names of built-in functions that can mean nothing else.</summary>
    public static Query Of(Query query, DatabaseSchema database) =>
        database.ShadowingFunctions.Count == 0 || database.Dialect.Functions.FunctionSchema is not { } schema ? query : new BuiltInNames(database.ShadowingFunctions, schema).RewriteQuery(query);

    protected override Expression RewriteExpression(Expression expression)
    {
        var rewritten = base.RewriteExpression(expression);
        return rewritten is FunctionCall { Schema: null, ArgumentWords: [] } call && shadowing.Contains(call.Name.Text, StringComparer.Ordinal) && !s_syntax.Contains(call.Name.Text)
            ? call with { Schema = new Identifier(schema) }
            : rewritten;
    }
}
