using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>What PostgreSQL calls a column that has no alias (FigureColname in its parse_target.c).</summary>
internal static class PostgresColumnNames
{
    /// <summary>A column that has no name of its own.</summary>
    private const string Nameless = "?column?";

    public static string Of(Expression expression) => Find(expression).Name ?? Nameless;

    /// <summary>The name, and whether it is a weak one, to which a type or CASE is preferred.</summary>
    private static (string? Name, bool Weak) Find(Expression expression) => expression switch
    {
        ColumnName column => (column.Name.Text, false),
        FunctionCall call => (NameOf(call), false),
        Cast cast => Stronger(Find(cast.Operand), TypeName(cast.Type)),
        TypedLiteral literal => (TypeName(literal.Type), true),
        Collate collate => Find(collate.Operand),
        Subscript subscript => Find(subscript.Operand),
        Slice slice => Find(slice.Operand),
        Extract => ("extract", false),
        AtTimeZone => ("timezone", false),
        Exists => ("exists", false),
        ArrayValue or ArrayQuery => ("array", false),
        RowValue => ("row", false),
        Binary { Operator: "OVERLAPS" } => ("overlaps", false),
        Case @case => Stronger(@case.Else is null ? default : Find(@case.Else), "case"),
        ScalarQuery scalar => (FirstOf(scalar.Query.Body), false),
        Literal { Kind: LiteralKind.CurrentTime } literal => (literal.Value.Split('(')[0].ToLowerInvariant(), false),
        Literal { Kind: LiteralKind.Boolean } => ("bool", true),
        _ => default,
    };

    private static (string? Name, bool Weak) Stronger((string? Name, bool Weak) found, string otherwise) =>
        found.Name is null || found.Weak ? (otherwise, true) : found;

    private static string NameOf(FunctionCall call) => call.Name.Text switch
    {
        "trim" when call.ArgumentWords is [var word, ..] && word.StartsWith("LEADING", StringComparison.Ordinal) => "ltrim",
        "trim" when call.ArgumentWords is [var word, ..] && word.StartsWith("TRAILING", StringComparison.Ordinal) => "rtrim",
        "trim" => "btrim",
        var name => name,
    };

    private static string? FirstOf(QueryBody body) => body switch
    {
        Select { Items: [ExpressionItem { Alias: { } alias }, ..] } => alias.Text,
        Select { Items: [ExpressionItem { Expression: var expression }, ..] } => Find(expression).Name,
        SetOperation set => FirstOf(set.Left),
        NestedQuery nested => FirstOf(nested.Query.Body),
        Values => "column1",
        _ => null,
    };

    /// <summary>The type's name in the catalog, without arguments and brackets.</summary>
    private static string TypeName(string type)
    {
        var end = type.AsSpan().IndexOfAny('(', '[');
        var tail = type.EndsWith("with time zone", StringComparison.Ordinal);
        return (end < 0 ? type : type[..end]).Trim() switch
        {
            "int" or "integer" => "int4",
            "smallint" => "int2",
            "bigint" => "int8",
            "real" => "float4",
            "double precision" or "float" => "float8",
            "decimal" or "dec" => "numeric",
            "boolean" => "bool",
            "character varying" => "varchar",
            "character" or "char" => "bpchar",
            "timestamp with time zone" => "timestamptz",
            "time with time zone" => "timetz",
            "timestamp without time zone" => "timestamp",
            "time without time zone" => "time",
            "timestamp" when tail => "timestamptz",
            "time" when tail => "timetz",
            var name => name,
        };
    }
}
