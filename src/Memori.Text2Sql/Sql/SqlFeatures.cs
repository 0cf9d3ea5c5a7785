namespace Memori.Text2Sql.Sql;

/// <summary>What a dialect has beside the grammar that all share.</summary>
[Flags]
internal enum SqlFeatures : long
{
    None = 0,

    /// <summary>INTERSECT binds tighter than UNION and EXCEPT, JOIN tighter than a comma, operands of a set operation may stand in parentheses.</summary>
    StandardGrouping = 1 << 0,

    /// <summary>OFFSET is only allowed after LIMIT.</summary>
    OffsetNeedsLimit = 1 << 1,

    /// <summary><c>operand::type</c>.</summary>
    ColonCast = 1 << 2,

    /// <summary>ARRAY, subscripts, slices.</summary>
    Arrays = 1 << 3,

    /// <summary>LATERAL, WITH ORDINALITY.</summary>
    Lateral = 1 << 4,

    /// <summary>DISTINCT ON.</summary>
    DistinctOn = 1 << 5,

    /// <summary><c>DATE '…'</c>, <c>INTERVAL '…'</c>.</summary>
    TypedLiterals = 1 << 6,

    /// <summary>ILIKE and SIMILAR TO.</summary>
    ILikeAndSimilar = 1 << 7,

    /// <summary>GLOB.</summary>
    Glob = 1 << 8,

    /// <summary>IS between any two values; <c>NOT NULL</c> as a postfix.</summary>
    GeneralIs = 1 << 9,

    /// <summary><c>IN ()</c>.</summary>
    EmptyIn = 1 << 10,

    /// <summary>A table or an alias may be written as a string.</summary>
    StringNames = 1 << 11,

    /// <summary>Any word may be an alias after AS or a name after a dot.</summary>
    AnyWordAfterAs = 1 << 12,

    /// <summary>Any join may have a condition or none.</summary>
    FreeJoins = 1 << 13,

    /// <summary><c>LIMIT offset, count</c>.</summary>
    CommaLimit = 1 << 14,

    /// <summary>FETCH FIRST, LIMIT ALL, OFFSET before LIMIT.</summary>
    Fetch = 1 << 15,

    /// <summary>GROUPING SETS, ROLLUP, CUBE.</summary>
    GroupingSets = 1 << 16,

    /// <summary><c>= ANY (…)</c>.</summary>
    Quantifiers = 1 << 17,

    /// <summary>EXTRACT, <c>SUBSTRING(… FROM …)</c>, TRIM, POSITION, OVERLAY, ROW.</summary>
    WordedFunctions = 1 << 18,

    /// <summary><c>name =&gt; value</c>.</summary>
    NamedArguments = 1 << 19,

    /// <summary>AT TIME ZONE.</summary>
    AtTimeZone = 1 << 20,

    /// <summary>Names that are not in quotes are folded to lower case.</summary>
    FoldsNames = 1 << 21,

    /// <summary>Comments nest.</summary>
    NestedComments = 1 << 22,

    /// <summary><c>E'…'</c>, <c>$tag$…$tag$</c>, <c>U&amp;'…'</c>, <c>B'…'</c>.</summary>
    StringPrefixes = 1 << 23,

    /// <summary><c>[name]</c> and <c>`name`</c>.</summary>
    ForeignQuotes = 1 << 24,

    /// <summary><c>0x1F</c>.</summary>
    HexNumbers = 1 << 25,

    /// <summary><c>?</c>, <c>:name</c>, <c>@name</c>, <c>$name</c> stand for a parameter.</summary>
    NamedParameters = 1 << 26,

    /// <summary>Operators are as long as their characters go, and must be known.</summary>
    OpenOperators = 1 << 27,

    /// <summary><c>table AS alias (columns)</c>.</summary>
    ColumnAliases = 1 << 28,

    /// <summary>VALUES may be followed by ORDER BY and LIMIT.</summary>
    ValuesTakeLimit = 1 << 29,

    /// <summary>BETWEEN SYMMETRIC and OVERLAPS.</summary>
    SymmetricAndOverlaps = 1 << 30,

    /// <summary><c>x IN table</c>.</summary>
    InTable = 1L << 31,
}
