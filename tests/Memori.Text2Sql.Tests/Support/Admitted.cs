using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Support;

/// <summary>Queries that no guard has seen, to test what holds below it.</summary>
internal static class Admitted
{
    public static GuardedQuery Sqlite(string sql, int rowLimit = 1000, params string[] functions) =>
        new(SqlDialect.Sqlite, null!, sql, rowLimit, functions.ToHashSet(), null);

    public static GuardedQuery Postgres(string sql, int rowLimit = 1000, params string[] functions) =>
        new(SqlDialect.Postgres, null!, sql, rowLimit, functions.ToHashSet(), null);
}
