using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Sql;

/// <summary>PostgreSQL. Words are those of its Appendix C, precedence that of its grammar (gram.y).</summary>
internal sealed partial class PostgresDialect() : SqlDialect("postgres")
{
    private const int OtherOperator = 7;

    internal override IEqualityComparer<string> Names => StringComparer.Ordinal;

    internal override string DefaultSchema => "public";

    internal override FunctionCatalog Functions => PostgresFunctions.Instance;

    internal override bool DescendsFromNull => true;

    internal override bool GroupsWhatIsShown => true;

    internal override string Card => """
        The dialect is PostgreSQL 15.
        - Names that are not all lower case, or have unusual characters, are quoted with double quotes; text literals with single quotes only.
        - Integer division truncates: cast one side, x::numeric / y. ROUND(x, n) needs numeric, not double precision.
        - Dates: DATE '2026-01-31', date_trunc('month', t), EXTRACT(YEAR FROM t), t + INTERVAL '1 month'; ranges of timestamps are half-open: t >= from AND t < to.
        - LIKE minds the case; ILIKE does not.
        - NULLs sort last in ascending order and first in descending order; say NULLS LAST where it matters.
        """;

    internal override SqlFeatures Features =>
        SqlFeatures.StandardGrouping | SqlFeatures.ColonCast | SqlFeatures.Arrays | SqlFeatures.Lateral | SqlFeatures.DistinctOn
        | SqlFeatures.TypedLiterals | SqlFeatures.ILikeAndSimilar | SqlFeatures.AnyWordAfterAs | SqlFeatures.Fetch
        | SqlFeatures.GroupingSets | SqlFeatures.Quantifiers | SqlFeatures.WordedFunctions | SqlFeatures.NamedArguments
        | SqlFeatures.AtTimeZone | SqlFeatures.FoldsNames | SqlFeatures.NestedComments | SqlFeatures.StringPrefixes
        | SqlFeatures.OpenOperators | SqlFeatures.ColumnAliases | SqlFeatures.ValuesTakeLimit
        | SqlFeatures.SymmetricAndOverlaps;

    internal override FrozenDictionary<string, string> Operators { get; } = OperatorTexts(
        ["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^", "@", "|/", "||/", "=>", .. OtherOperators().Select(op => op.Key)]);

    internal override Precedence Precedence { get; } = new()
    {
        Is = 4,
        Range = 6,
        Escape = 7,
        Other = OtherOperator,
        AtTimeZone = 11,
        Collate = 12,
        Unary = 13,
        Subscript = 14,
        Cast = 15,
        Infix = OtherOperators().Concat(
            [
                new("OR", Precedence.Or),
                new("AND", Precedence.And),
                new("=", 5),
                new("<>", 5),
                new("OVERLAPS", 5),
                new("<", 5),
                new("<=", 5),
                new(">", 5),
                new(">=", 5),
                new("+", 8),
                new("-", 8),
                new("*", 9),
                new("/", 9),
                new("%", 9),
                new("^", 10),
            ]).ToFrozenDictionary(),
        PrefixOperand = new Dictionary<string, int>
        {
            ["-"] = 13,
            ["+"] = 13,
            ["~"] = OtherOperator + 1,
            ["@"] = OtherOperator + 1,
            ["|/"] = OtherOperator + 1,
            ["||/"] = OtherOperator + 1,
        }.ToFrozenDictionary(),
        NotAssociative = new[] { 4, 5, 6 }.ToFrozenSet(),
    };

    internal override FrozenSet<string> Reserved { get; } = Words(
        """
        ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC AUTHORIZATION BINARY BOTH CASE CAST CHECK COLLATE
        COLLATION COLUMN CONCURRENTLY CONSTRAINT CREATE CROSS CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE
        CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEFAULT DEFERRABLE DESC DISTINCT DO ELSE END
        EXCEPT FALSE FETCH FOR FOREIGN FREEZE FROM FULL GRANT GROUP HAVING ILIKE IN INITIALLY INNER INTERSECT INTO
        IS ISNULL JOIN LATERAL LEADING LEFT LIKE LIMIT LOCALTIME LOCALTIMESTAMP NATURAL NOT NOTNULL NULL OFFSET ON
        ONLY OR ORDER OUTER OVERLAPS PLACING PRIMARY REFERENCES RETURNING RIGHT SELECT SESSION_USER SIMILAR SOME
        SYMMETRIC TABLE TABLESAMPLE THEN TO TRAILING TRUE UNION UNIQUE USER USING VARIADIC VERBOSE WHEN WHERE
        WINDOW WITH
        """);

    internal override FrozenSet<string> Delicate { get; } = Words(
        """
        BETWEEN BIGINT BIT BOOLEAN CHAR CHARACTER COALESCE CUBE DEC DECIMAL EXISTS EXTRACT FLOAT GREATEST GROUPING
        INT INTEGER INTERVAL LEAST NATIONAL NCHAR NONE NORMALIZE NULLIF NUMERIC OPERATOR OVERLAY POSITION PRECISION
        REAL ROLLUP ROW SETOF SMALLINT SUBSTRING TIME TIMESTAMP TREAT TRIM VALUES VARCHAR XMLATTRIBUTES XMLCONCAT
        XMLELEMENT XMLEXISTS XMLFOREST XMLNAMESPACES XMLPARSE XMLPI XMLROOT XMLSERIALIZE XMLTABLE
        """);

    internal override FrozenSet<string> AliasNeedsAs { get; } = Words(
        """
        AT BY DAY ESCAPE EXCLUDE FILTER GROUPS HOUR MATERIALIZED MINUTE MONTH NULLS OVER PARTITION RANGE RECURSIVE
        ROWS SECOND SET SETS VARYING WITHIN WITHOUT YEAR
        """);

    internal override FrozenSet<string> FunctionWords { get; } = Words(
        "COALESCE GREATEST GROUPING LEAST LEFT NORMALIZE NULLIF OVERLAY POSITION RIGHT SUBSTRING TRIM");

    internal override void WriteText(StringBuilder target, string value)
    {
        if (!value.AsSpan().ContainsAnyInRange('\0', '\u001f') && !value.Contains('\\', StringComparison.Ordinal))
        {
            base.WriteText(target, value);
            return;
        }

        // E'' means the same whatever standard_conforming_strings says, and keeps the statement on one line.
        target.Append("E'");
        foreach (var c in value)
        {
            _ = c switch
            {
                '\'' => target.Append("''"),
                '\\' => target.Append(@"\\"),
                '\n' => target.Append(@"\n"),
                '\r' => target.Append(@"\r"),
                '\t' => target.Append(@"\t"),
                < ' ' => target.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => target.Append(c),
            };
        }

        target.Append('\'');
    }

    private protected override bool NeedsQuotes(string name) => name.AsSpan().ContainsAnyInRange('A', 'Z') || base.NeedsQuotes(name);

    private static IEnumerable<KeyValuePair<string, int>> OtherOperators() =>
        "|| -> ->> #> #>> @> <@ ? ?| ?& @? @@ && ~ ~* !~ !~* ~~ ~~* !~~ !~~* & | # << >> #- -|- &< &> <-> ^@"
            .Split(' ')
            .Select(op => KeyValuePair.Create(op, OtherOperator));
}
