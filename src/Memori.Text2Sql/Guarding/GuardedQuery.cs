using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>A query that the guard admitted. Only the guard can make one, and the executor takes nothing else.</summary>
public sealed class GuardedQuery
{
    internal GuardedQuery(SqlDialect dialect, Query query, string sql, int rowLimit, IReadOnlySet<string> functions)
    {
        Dialect = dialect;
        Query = query;
        Sql = sql;
        RowLimit = rowLimit;
        Functions = functions;
    }

    /// <summary>The dialect.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>The tree as admitted, limits included.</summary>
    public Query Query { get; }

    /// <summary>The SQL rendered from <see cref="Query"/>: what runs.</summary>
    public string Sql { get; }

    /// <summary>The most rows that a caller gets; one more may be read to know whether there were more.</summary>
    public int RowLimit { get; }

    /// <summary>The functions that the query calls, in lower case: what the database is told to allow.</summary>
    public IReadOnlySet<string> Functions { get; }
}
