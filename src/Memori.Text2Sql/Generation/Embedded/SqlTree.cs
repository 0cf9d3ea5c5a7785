using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Short ways to write nodes of the syntax tree.</summary>
internal static class SqlTree
{
    public static Identifier Name(string text) => new(text);

    public static TableName Table(TableNode table) => new(Name(table.Name), table.Schema.Schema is { } schema ? Name(schema) : null);

    public static Expression Column(ColumnNode column, bool qualified) =>
        column.Derived is not var (op, other) ? Plain(column, qualified) : op switch
        {
            "/" => Quotient(Number(1.0m), Plain(column, qualified), Column(other, qualified)),
            "/%" => Quotient(Number(100.0m), Plain(column, qualified), Column(other, qualified)),
            "*%" => new Binary("/", new Binary("*", Plain(column, qualified), Column(other, qualified)), Number(100.0m)),
            _ => new Binary(op, Plain(column, qualified), Column(other, qualified)),
        };

    private static ColumnName Plain(ColumnNode column, bool qualified) =>
        new ColumnName(Name(column.Name), qualified ? Name(column.Table.Name) : null);

    public static Expression Number(decimal value) =>
        value < 0 ? new Unary("-", Number(-value)) : new Literal(LiteralKind.Number, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A column of a derived table, which is the only source.</summary>
    public static Expression Bare(string name) => new ColumnName(Name(name));

    /// <summary><paramref name="part"/> by <paramref name="whole"/>, times a factor with a fraction, so that nothing is truncated; NULL where there is nothing to divide by.</summary>
    public static Expression Quotient(Expression factor, Expression part, Expression whole) =>
        new Binary("/", new Binary("*", factor, part), Call("nullif", whole, Number(0)));

    public static Expression Text(string value) => new Literal(LiteralKind.Text, value);

    public static Expression Compare(string op, Expression left, Expression right) => new Binary(op == "!=" ? "<>" : op, left, right);

    /// <summary>What comes first when <paramref name="key"/> ascends or descends; NULL is never the most.</summary>
    public static OrderItem Order(Expression key, bool descending, SqlDialect dialect) =>
        new(key) { Descending = descending, NullsFirst = descending && dialect.DescendsFromNull ? false : null };

    public static Expression Call(string function, Expression first, Expression second) => new FunctionCall(new Identifier(function), [first, second]);

    public static FunctionCall Call(string function, Expression? argument, bool distinct = false) =>
        new FunctionCall(new Identifier(function), argument is null ? [] : [argument]) { Star = argument is null, Distinct = distinct };
}
