using System.Collections.Frozen;
using Memori.Text2Sql.Guarding;

namespace Memori.Text2Sql.Sql;

/// <summary>SQLite. Words and precedence are those of its grammar (parse.y): reserved are the words that don't fall back to a name.</summary>
internal sealed partial class SqliteDialect() : SqlDialect("sqlite")
{
    internal override IEqualityComparer<string> Names => AsciiNames.Instance;

    internal override string DefaultSchema => "main";

    internal override bool TypesValues => true;

    internal override FunctionCatalog Functions => SqliteFunctions.Instance;

    internal override bool DescendsFromNull => false;

    internal override bool GroupsWhatIsShown => false;

    internal override string Card => """
        The dialect is SQLite 3.40.
        - Names with spaces or other unusual characters are quoted with double quotes; text literals with single quotes only.
        - Integer division truncates: cast one side, CAST(x AS REAL) / y. ROUND(x, n) takes any number.
        - Dates are text as the samples show; compare them as text, take parts with strftime('%Y', d), date(d, '+1 month'). There is no DATE_TRUNC, EXTRACT or INTERVAL.
        - LIKE ignores the case of ASCII letters; there is no ILIKE. Text is joined with ||.
        - There are window functions, FILTER, CTEs, RIGHT and FULL JOIN; no DISTINCT ON, no LATERAL, no ANY or ALL with arrays.
        """;

    internal override SqlFeatures Features =>
        SqlFeatures.OffsetNeedsLimit | SqlFeatures.Glob | SqlFeatures.GeneralIs | SqlFeatures.EmptyIn | SqlFeatures.StringNames
        | SqlFeatures.FreeJoins | SqlFeatures.CommaLimit | SqlFeatures.ForeignQuotes | SqlFeatures.HexNumbers | SqlFeatures.NamedParameters
        | SqlFeatures.InTable;

    internal override FrozenDictionary<string, string> Operators { get; } = OperatorTexts(
        "= == <> < <= > >= & | << >> + - * / % || -> ->> ~".Split(' '));

    internal override Precedence Precedence { get; } = new()
    {
        Is = 4,
        Range = 4,
        Escape = 7,
        Other = 4,
        AtTimeZone = 10,
        Collate = 11,
        Unary = 12,
        Subscript = 12,
        Cast = 12,
        Infix = new Dictionary<string, int>
        {
            ["OR"] = Precedence.Or,
            ["AND"] = Precedence.And,
            ["="] = 4,
            ["<>"] = 4,
            ["<"] = 5,
            ["<="] = 5,
            [">"] = 5,
            [">="] = 5,
            ["&"] = 7,
            ["|"] = 7,
            ["<<"] = 7,
            [">>"] = 7,
            ["+"] = 8,
            ["-"] = 8,
            ["*"] = 9,
            ["/"] = 9,
            ["%"] = 9,
            ["||"] = 10,
            ["->"] = 10,
            ["->>"] = 10,
        }.ToFrozenDictionary(),
        PrefixOperand = new Dictionary<string, int> { ["-"] = 12, ["+"] = 12, ["~"] = 12 }.ToFrozenDictionary(),
        NotAssociative = FrozenSet<int>.Empty,
    };

    internal override FrozenSet<string> Reserved { get; } = Words(
        """
        ADD ALL ALTER AND AS AUTOINCREMENT BETWEEN CASE CHECK COLLATE COMMIT CONSTRAINT CREATE CROSS CURRENT_DATE
        CURRENT_TIME CURRENT_TIMESTAMP DEFAULT DEFERRABLE DELETE DISTINCT DROP ELSE ESCAPE EXCEPT EXISTS FALSE
        FOREIGN FROM FULL GROUP HAVING IN INDEX INNER INSERT INTERSECT INTO IS ISNULL JOIN LEFT LIMIT
        NATURAL NOT NOTHING NOTNULL NULL ON OR ORDER OUTER PRIMARY REFERENCES RETURNING RIGHT SELECT SET TABLE
        THEN TO TRANSACTION TRUE UNION UNIQUE UPDATE USING VALUES WHEN WHERE
        """);

    internal override FrozenSet<string> Delicate { get; } = Words("ASC CAST DESC END GLOB LIKE MATCH RAISE REGEXP WINDOW WITH");

    internal override FrozenSet<string> AliasNeedsAs { get; } = Words(
        "BY EXCLUDE FILTER FOR GROUPS INDEXED MATERIALIZED NULLS OFFSET OVER PARTITION RANGE RECURSIVE ROWS");

    internal override FrozenSet<string> FunctionWords { get; } = Words("GLOB LIKE");
}
