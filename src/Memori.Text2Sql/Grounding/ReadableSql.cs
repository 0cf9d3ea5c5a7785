using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;

namespace Memori.Text2Sql.Grounding;

/// <summary>Tells whether remembered SQL may be shown: only what a caller's own schema explains. SQL that names anything else would tell of it.</summary>
internal static class ReadableSql
{
    /// <summary>The tables that the SQL reads; null when it reads anything that is not in <paramref name="schema"/>, or can't be read.</summary>
    public static IReadOnlyList<TableSchema>? Tables(string sql, DatabaseSchema schema)
    {
        try
        {
            return [.. SqlBinder.Bind(SqlParser.Parse(sql, schema.Dialect), schema).Tables];
        }
        catch (SqlSyntaxException)
        {
            return null;
        }
        catch (SqlBindingException)
        {
            return null;
        }
    }

    /// <summary>Whether all that a term of the glossary is about is in <paramref name="schema"/>.</summary>
    public static bool IsReadable(GlossaryTerm term, DatabaseSchema schema)
    {
        if (term.Table is not { } table)
        {
            return term.Sql is null;
        }

        var dialect = schema.Dialect;
        var from = $"{(term.Schema is { } owner ? dialect.Quote(owner) + "." : "")}{dialect.Quote(table)}";
        return schema.Find(term.Schema, table) is not null && (term.Sql is not { } sql || Tables($"SELECT {sql} FROM {from}", schema) is not null);
    }
}
