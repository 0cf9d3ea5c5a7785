namespace Memori.Text2Sql.Schema.Postgres;

/// <summary>What is read from pg_catalog: only what the role may SELECT, nothing of the system's or of extensions.</summary>
internal static class PostgresCatalog
{
    /// <summary>
    /// The relations that may be asked: oid, schema, name, kind, comment, estimated rows, whether it inherits or is inherited from. Partitions and inheriting tables are read through their parent,
    /// unless the role may not read that: beside it they would be read twice, and past the rules that hold for it.
    /// </summary>
    public const string Tables =
        """
        SELECT c.oid, n.nspname, c.relname, c.relkind, obj_description(c.oid, 'pg_class'), c.reltuples::bigint,
               c.relkind <> 'p' AND EXISTS (SELECT FROM pg_inherits AS i WHERE c.oid IN (i.inhrelid, i.inhparent)) AS inherits
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
          AND NOT EXISTS (SELECT FROM pg_inherits AS i WHERE i.inhrelid = c.oid AND has_table_privilege(i.inhparent, 'SELECT'))
          AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
          AND has_schema_privilege(n.oid, 'USAGE')
          AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT'))
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY n.nspname <> 'public', n.nspname, c.oid
        """;

    /// <summary>Their columns: table, number, name, declared type, base type's name and kind, modifier, not null, comment.</summary>
    public const string Columns =
        """
        SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
               coalesce(b.typname, t.typname), coalesce(b.typtype, t.typtype),
               CASE WHEN t.typtype = 'd' THEN t.typtypmod ELSE a.atttypmod END,
               a.attnotnull OR t.typnotnull, col_description(a.attrelid, a.attnum)
        FROM pg_attribute AS a
        JOIN pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
        JOIN pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
        JOIN pg_type AS t ON t.oid = a.atttypid
        LEFT JOIN pg_type AS b ON b.oid = t.typbasetype AND t.typtype = 'd'
        WHERE a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege(a.attrelid, a.attnum, 'SELECT')
        ORDER BY a.attrelid, a.attnum
        """;

    /// <summary>Primary and foreign keys: table, kind, columns, table referred to, its columns.</summary>
    public const string Keys =
        """
        SELECT k.conrelid, k.contype, array_to_string(k.conkey, ','), k.confrelid, array_to_string(k.confkey, ',')
        FROM pg_constraint AS k
        WHERE k.contype IN ('p', 'f') AND k.conparentid = 0 AND k.conrelid <> 0
        ORDER BY k.conrelid, k.oid
        """;

    /// <summary>Columns that a unique index covers alone: table, column.</summary>
    public const string UniqueColumns =
        """
        SELECT i.indrelid, i.indkey[0]
        FROM pg_index AS i
        WHERE i.indisunique AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indexprs IS NULL
        """;

    /// <summary>
    /// Functions and operators in the schemas on the search path that bear the name of a built-in one, but for those of extensions, which their installer
    /// vouches for, and those over types of the database's own, which only values of such types reach: a call with other argument types than the
    /// built-in one has could mean them.
    /// </summary>
    public const string Shadowing =
        """
        SELECT p.proname::text
        FROM pg_proc AS p
        WHERE p.pronamespace = to_regnamespace('public')
          AND EXISTS (SELECT FROM pg_proc AS b WHERE b.pronamespace = 'pg_catalog'::regnamespace AND b.proname = p.proname)
          AND NOT EXISTS (SELECT FROM pg_type AS t WHERE t.oid = ANY (p.proargtypes) AND t.typnamespace <> 'pg_catalog'::regnamespace)
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION
        SELECT o.oprname::text
        FROM pg_operator AS o
        WHERE o.oprnamespace = to_regnamespace('public')
          AND EXISTS (SELECT FROM pg_operator AS b WHERE b.oprnamespace = 'pg_catalog'::regnamespace AND b.oprname = o.oprname)
          AND NOT EXISTS (SELECT FROM pg_type AS t WHERE t.oid IN (o.oprleft, o.oprright) AND t.typnamespace <> 'pg_catalog'::regnamespace)
          AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.classid = 'pg_operator'::regclass AND d.objid = o.oid AND d.deptype = 'e')
        ORDER BY 1
        """;

    /// <summary>One mark for all of the above, reckoned by the server.</summary>
    public const string Fingerprint =
        $"""
        SELECT md5(concat(
            (SELECT string_agg(x::text, ';') FROM (SELECT t.oid, t.nspname, t.relname, t.relkind, t.inherits, t.obj_description FROM ({Tables}) AS t) AS x),
            (SELECT string_agg(x::text, ';') FROM ({Columns}) AS x),
            (SELECT string_agg(x::text, ';') FROM ({Keys}) AS x),
            (SELECT string_agg(x::text, ';' ORDER BY x::text) FROM ({UniqueColumns}) AS x),
            (SELECT string_agg(x::text, ';') FROM ({Shadowing}) AS x)))
        """;
}
