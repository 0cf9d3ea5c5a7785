using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>What a model should remember of a dialect.</summary>
internal static class DialectCard
{
    private const string Sqlite = """
        The dialect is SQLite 3.40.
        - Names with spaces or other unusual characters are quoted with double quotes; text literals with single quotes only.
        - Integer division truncates: cast one side, CAST(x AS REAL) / y. ROUND(x, n) takes any number.
        - Dates are text as the samples show; compare them as text, take parts with strftime('%Y', d), date(d, '+1 month'). There is no DATE_TRUNC, EXTRACT or INTERVAL.
        - LIKE ignores the case of ASCII letters; there is no ILIKE. Text is joined with ||.
        - There are window functions, FILTER, CTEs, RIGHT and FULL JOIN; no DISTINCT ON, no LATERAL, no ANY or ALL with arrays.
        """;

    private const string Postgres = """
        The dialect is PostgreSQL 15.
        - Names that are not all lower case, or have unusual characters, are quoted with double quotes; text literals with single quotes only.
        - Integer division truncates: cast one side, x::numeric / y. ROUND(x, n) needs numeric, not double precision.
        - Dates: DATE '2026-01-31', date_trunc('month', t), EXTRACT(YEAR FROM t), t + INTERVAL '1 month'; ranges of timestamps are half-open: t >= from AND t < to.
        - LIKE minds the case; ILIKE does not.
        - NULLs sort last in ascending order and first in descending order; say NULLS LAST where it matters.
        """;

    public static string Of(SqlDialect dialect) => dialect == SqlDialect.Postgres ? Postgres : Sqlite;
}
