using Memori.Text2Sql.Schema;
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
}
