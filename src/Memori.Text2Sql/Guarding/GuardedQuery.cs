using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>A query that the guard admitted. Only the guard can make one, and the executor takes nothing else.</summary>
public sealed class GuardedQuery
{
    internal GuardedQuery(SqlDialect dialect, Query query, string sql, int rowLimit, IReadOnlySet<string> functions, BoundQuery? bound)
    {
        Dialect = dialect;
        Query = query;
        Sql = sql;
        ShownSql = sql;
        RowLimit = rowLimit;
        Functions = functions;
        Tables = bound?.Tables ?? [];
        Reads = bound?.Reads ?? [];
        DerivedColumns = bound?.DerivedColumns ?? [];
        IsBound = bound is not null;
    }

    /// <summary>The dialect.</summary>
    public SqlDialect Dialect { get; }

    /// <summary>The tree as admitted, limits included.</summary>
    public Query Query { get; }

    /// <summary>The SQL rendered from <see cref="Query"/>: what runs.</summary>
    public string Sql { get; }

    /// <summary>
    /// What the caller may see of it: <see cref="Sql"/> with the caller's tables in the place of what access rules put there. Rules, and the names in them,
    /// are not the caller's to know.
    /// </summary>
    public string ShownSql { get; internal init; }

    /// <summary>
    /// What the columns of the result are called, where rules narrow what it reads: the engine would name a column by the text that runs, and with it
    /// tell of the rules. Null for the engine's own names.
    /// </summary>
    internal IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>The most rows that a caller gets; one more may be read to know whether there were more.</summary>
    public int RowLimit { get; }

    /// <summary>What the names of the caller's own text mean to the caller, before fences and limits; null where no guard was.</summary>
    internal BoundQuery? Asked { get; init; }

    /// <summary>The common tables that it defines anywhere.</summary>
    internal IReadOnlyCollection<string> CommonTables { get; init; } = [];

    /// <summary>The most characters that an aggregate gathers of each row, as reckoned from ordinary cells; 0 when none gathers texts.</summary>
    internal double Gathered { get; init; }

    /// <summary>See <see cref="BoundQuery.DerivedColumns"/>.</summary>
    internal IEnumerable<(string Source, string Column)> DerivedColumns { get; }

    /// <summary>Whether <see cref="Reads"/> is known; the guard's queries always are bound.</summary>
    internal bool IsBound { get; }

    /// <summary>Whether rules narrow what it reads: then the database's own words about it are nobody's to see but the operator's.</summary>
    public bool IsRestricted { get; internal init; }

    /// <summary>How much it may be, where that is less than the service allows anyway.</summary>
    public PolicyLimits Limits { get; internal init; } = new();

    /// <summary>
    /// The functions that the query calls, in lower case: what the database is told to allow. Those behind operators and keywords are among them
    /// (<c>like</c>, <c>glob</c>, <c>-&gt;</c>, <c>current_date</c>), as are functions in FROM.
    /// </summary>
    public IReadOnlySet<string> Functions { get; }

    /// <summary>The tables and views of the schema that the query reads by name, each once.</summary>
    public IReadOnlyCollection<TableSchema> Tables { get; }

    /// <summary>The columns of those tables that it reads, each once: what the database is told to allow.</summary>
    public IReadOnlyCollection<ColumnRead> Reads { get; }
}
