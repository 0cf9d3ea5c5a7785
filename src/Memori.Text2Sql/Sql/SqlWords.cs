using System.Collections.Frozen;

namespace Memori.Text2Sql.Sql;

/// <summary>The words that the grammar or its refusals know, in any dialect.</summary>
internal static class SqlWords
{
    private const string Grammar =
        """
        ALL AND ANY ARRAY AS ASC AT BETWEEN BOTH BY CASE CAST COLLATE CROSS CUBE CURRENT CURRENT_CATALOG CURRENT_DATE
        CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DAY DESC DISTINCT ELSE END ESCAPE
        EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FILTER FIRST FOLLOWING FOR FROM FULL GLOB GROUP GROUPING GROUPS
        HAVING HOUR ILIKE IN INDEXED INNER INTERSECT INTERVAL INTO IS ISNULL JOIN LAST LATERAL LEADING LEFT LIKE LIMIT
        LOCALTIME LOCALTIMESTAMP MATCH MATERIALIZED MINUTE MONTH NATURAL NEXT NO NOT NOTNULL NULL NULLS OF OFFSET ON
        ONLY OR ORDER ORDINALITY OTHERS OUTER OVER OVERLAPS OVERLAY PARTITION PLACING POSITION PRECEDING PRECISION RANGE
        RECURSIVE REGEXP RIGHT ROLLUP ROW ROWS SECOND SELECT SESSION_USER SETS SIMILAR SOME SUBSTRING SYMMETRIC TABLESAMPLE THEN
        TIES TIME TIMESTAMP TO TRAILING TRIM TRUE UNBOUNDED UNION UNKNOWN USER USING VALUES VARYING WHEN WHERE WINDOW
        WITH WITHIN WITHOUT YEAR ZONE
        """;

    private const string Verbs =
        """
        ABORT ALTER ANALYSE ANALYZE ATTACH BEGIN CALL CHECKPOINT CLOSE CLUSTER COMMENT COMMIT COPY CREATE DEALLOCATE
        DECLARE DELETE DETACH DISCARD DO DROP END EXECUTE EXPLAIN GRANT IMPORT INSERT LISTEN LOAD LOCK MERGE MOVE NOTIFY
        PRAGMA PREPARE REASSIGN REFRESH REINDEX RELEASE RENAME REPLACE RESET REVOKE ROLLBACK SAVEPOINT SECURITY SET SHOW
        START TABLE TRUNCATE UNLISTEN UPDATE VACUUM USE
        """;

    /// <summary>Words that begin a statement that is no query.</summary>
    public static FrozenSet<string> StatementVerbs { get; } = Split(Verbs).ToFrozenSet();

    /// <summary>Words that change data when they begin a statement.</summary>
    public static FrozenSet<string> WritingVerbs { get; } = Split("INSERT UPDATE DELETE MERGE REPLACE").ToFrozenSet();

    /// <summary>Every word, upper case, to its one instance.</summary>
    public static FrozenDictionary<string, string> All { get; } =
        Split(Grammar + " " + Verbs).Distinct(StringComparer.Ordinal).ToFrozenDictionary(word => word, string.Intern);

    private static string[] Split(string words) => words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
