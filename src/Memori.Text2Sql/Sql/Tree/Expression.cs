namespace Memori.Text2Sql.Sql.Tree;

/// <summary>An expression.</summary>
public abstract record Expression : SqlNode;

/// <summary>The kind of a literal.</summary>
public enum LiteralKind
{
    /// <summary>NULL.</summary>
    Null,

    /// <summary>TRUE or FALSE.</summary>
    Boolean,

    /// <summary>A number as written, for example <c>1</c>, <c>1.5e3</c>.</summary>
    Number,

    /// <summary>A character string; the value is without quotes.</summary>
    Text,

    /// <summary>A byte string <c>x'…'</c>; the value is the hexadecimal digits.</summary>
    Blob,

    /// <summary>CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP and the like; the value is the upper-case keyword, with its precision: <c>CURRENT_TIME(0)</c>.</summary>
    CurrentTime,
}

/// <summary>A literal.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Value">Its value, see <see cref="LiteralKind"/>; <c>TRUE</c>, <c>FALSE</c>, <c>NULL</c> for those.</param>
public sealed record Literal(LiteralKind Kind, string Value) : Expression;

/// <summary>A literal with a type before it: <c>DATE '2026-01-31'</c>, <c>INTERVAL '1 day'</c> (PostgreSQL).</summary>
/// <param name="Type">The type's name in lower case, with its arguments.</param>
/// <param name="Value">The string without quotes.</param>
/// <param name="Fields">The upper-case fields after an interval: <c>DAY</c>, <c>YEAR TO MONTH</c>; or null.</param>
public sealed record TypedLiteral(string Type, string Value, string? Fields = null) : Expression;

/// <summary>A column: <c>name</c>, <c>table.name</c>, <c>schema.table.name</c>.</summary>
public sealed record ColumnName(Identifier Name, Identifier? Table = null, Identifier? Schema = null) : Expression;

/// <summary>A prefix operator: <c>NOT</c>, <c>-</c>, <c>+</c>, <c>~</c> (upper case).</summary>
public sealed record Unary(string Operator, Expression Operand) : Expression;

/// <summary>An infix operator in upper case: <c>AND OR = &lt;&gt; &lt; &lt;= &gt; &gt;= + - * / % || -&gt; -&gt;&gt; …</c>. <c>!=</c> is read as <c>&lt;&gt;</c>, <c>==</c> as <c>=</c>.</summary>
public sealed record Binary(string Operator, Expression Left, Expression Right) : Expression;

/// <summary><c>operand [NOT] BETWEEN [SYMMETRIC] low AND high</c>.</summary>
public sealed record Between(Expression Operand, Expression Low, Expression High, bool Not = false) : Expression
{
    /// <summary>SYMMETRIC: the bounds may stand in either order (PostgreSQL).</summary>
    public bool Symmetric { get; init; }
}

/// <summary><c>operand [NOT] IN (items)</c>.</summary>
public sealed record InList(Expression Operand, NodeList<Expression> Items, bool Not = false) : Expression;

/// <summary><c>operand [NOT] IN (query)</c>.</summary>
public sealed record InQuery(Expression Operand, Query Query, bool Not = false) : Expression;

/// <summary><c>operand [NOT] LIKE|ILIKE|GLOB|SIMILAR TO pattern [ESCAPE …]</c>.</summary>
/// <param name="Operator"><c>LIKE</c>, <c>ILIKE</c>, <c>GLOB</c> or <c>SIMILAR TO</c>.</param>
public sealed record Like(string Operator, Expression Operand, Expression Pattern, bool Not = false, Expression? Escape = null) : Expression;

/// <summary><c>operand IS [NOT] test</c>; the test is NULL, TRUE, FALSE, UNKNOWN.</summary>
public sealed record IsTest(Expression Operand, string Test, bool Not = false) : Expression;

/// <summary><c>left IS [NOT] DISTINCT FROM right</c>; SQLite's general <c>IS</c> is read as IS NOT DISTINCT FROM.</summary>
public sealed record IsDistinct(Expression Left, Expression Right, bool Not = false) : Expression;

/// <summary><c>[NOT] EXISTS (query)</c>; NOT is a <see cref="Unary"/> around it.</summary>
public sealed record Exists(Query Query) : Expression;

/// <summary>A query as a value.</summary>
public sealed record ScalarQuery(Query Query) : Expression;

/// <summary><c>left op ANY|ALL (query or array)</c> (PostgreSQL).</summary>
public sealed record Quantified(string Operator, Expression Left, bool All, Query? Query, Expression? Array) : Expression;

/// <summary>CASE.</summary>
public sealed record Case(Expression? Operand, NodeList<WhenClause> Whens, Expression? Else) : Expression;

/// <summary><c>WHEN condition THEN result</c>.</summary>
public sealed record WhenClause(Expression Condition, Expression Result) : SqlNode;

/// <summary><c>CAST(operand AS type)</c> or <c>operand::type</c>.</summary>
/// <param name="Operand">What is cast.</param>
/// <param name="Type">The type's name, normalised to lower case and single spaces, with its arguments: <c>numeric(10,2)</c>, <c>int[]</c>.</param>
/// <param name="Colons">Written as <c>::</c>.</param>
public sealed record Cast(Expression Operand, string Type, bool Colons = false) : Expression;

/// <summary><c>operand COLLATE name</c>.</summary>
public sealed record Collate(Expression Operand, Identifier Collation) : Expression;

/// <summary><c>EXTRACT(field FROM operand)</c>.</summary>
public sealed record Extract(string Field, Expression Operand) : Expression;

/// <summary><c>operand AT TIME ZONE zone</c>.</summary>
public sealed record AtTimeZone(Expression Operand, Expression Zone) : Expression;

/// <summary><c>(a, b)</c>.</summary>
public sealed record RowValue(NodeList<Expression> Items) : Expression;

/// <summary><c>ARRAY[a, b]</c> (PostgreSQL).</summary>
public sealed record ArrayValue(NodeList<Expression> Items) : Expression;

/// <summary><c>ARRAY(query)</c> (PostgreSQL).</summary>
public sealed record ArrayQuery(Query Query) : Expression;

/// <summary><c>operand[index]</c> (PostgreSQL).</summary>
public sealed record Subscript(Expression Operand, Expression Index) : Expression;

/// <summary><c>operand[lower:upper]</c>, either end may be missing (PostgreSQL).</summary>
public sealed record Slice(Expression Operand, Expression? Lower, Expression? Upper) : Expression;

/// <summary><c>name =&gt; value</c> as an argument (PostgreSQL).</summary>
public sealed record NamedArgument(Identifier Name, Expression Value) : Expression;

/// <summary><c>ROLLUP (…)</c>, <c>CUBE (…)</c> or <c>GROUPING SETS (…)</c> in GROUP BY (PostgreSQL).</summary>
/// <param name="Kind"><c>ROLLUP</c>, <c>CUBE</c> or <c>GROUPING SETS</c>.</param>
/// <param name="Sets">Expressions, <see cref="RowValue"/> for several (or none) in one set, or nested grouping sets.</param>
public sealed record GroupingSets(string Kind, NodeList<Expression> Sets) : Expression;
