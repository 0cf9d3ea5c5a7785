using Memori.Text2Sql.Sql.Tree;
using Case = Memori.Text2Sql.Sql.Tree.Case;

namespace Memori.Text2Sql.Tests.Sql;

internal sealed partial class TreeGenerator
{
    private static readonly string[] s_texts = ["", "it's", "a\\b", "北京", "100%", "--", "/*", "\n", "\"", ";", "$$", "🙂", "e'x", "\u200b"];

    public Expression Expression(int depth) => depth <= 0 ? Leaf() : Pick<Func<Expression>>(
        Leaf,
        () => new Unary("NOT", Expression(depth - 1)),
        () => new Unary(Postgres ? Pick("-", "+", "~", "@", "|/") : Pick("-", "+", "~"), Expression(depth - 1)),
        () => new Binary(Pick(Operators), Expression(depth - 1), Expression(depth - 1)),
        () => new Binary(Pick("AND", "OR", "=", "<", "+", "-", "*", "||"), Expression(depth - 1), Expression(depth - 1)),
        () => new Between(Expression(depth - 1), Expression(depth - 1), Expression(depth - 1), One(2)) { Symmetric = Postgres && One(3) },
        () => new InList(Expression(depth - 1), [Leaf(), Expression(depth - 1)], One(2)),
        () => new InQuery(Expression(depth - 1), Query(depth - 1), One(2)),
        () => new Like(Postgres ? Pick("LIKE", "ILIKE", "SIMILAR TO") : Pick("LIKE", "GLOB"), Expression(depth - 1), Expression(depth - 1), One(2), One(3) ? Expression(depth - 1) : null),
        () => new IsTest(Expression(depth - 1), Postgres ? Pick("NULL", "TRUE", "FALSE", "UNKNOWN") : Pick("NULL", "TRUE", "FALSE"), One(2)),
        () => new IsDistinct(Expression(depth - 1), Expression(depth - 1), One(2)),
        () => new Exists(Query(depth - 1)),
        () => new ScalarQuery(Query(depth - 1)),
        () => new Case(One(2) ? Expression(depth - 1) : null, List(1, 2, () => new WhenClause(Expression(depth - 1), Expression(depth - 1))), One(2) ? Expression(depth - 1) : null),
        () => new Cast(Expression(depth - 1), Pick("integer", "text", "decimal(10,2)", "double precision"), Postgres && One(2)),
        () => new Collate(Expression(depth - 1), Name()),
        () => new RowValue([Expression(depth - 1), Expression(depth - 1)]),
        () => Call(depth - 1),
        () => Postgres ? PostgresOnly(depth) : Call(depth - 1))();

    private string[] Operators => Postgres
        ? ["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "^", "||", "->", "->>", "@>", "?", "&&", "~", "!~*", "&", "|", "#", "<<"]
        : ["=", "<>", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "||", "->", "->>", "&", "|", "<<", ">>"];

    private Expression Leaf() => _random.Next(8) switch
    {
        0 => new Literal(LiteralKind.Null, "NULL"),
        1 => new Literal(LiteralKind.Boolean, Pick("TRUE", "FALSE")),
        2 => new Literal(LiteralKind.Text, Pick(s_texts)),
        3 => new Literal(LiteralKind.Blob, Pick("", "00ff")),
        4 => new Literal(LiteralKind.CurrentTime, "CURRENT_DATE"),
        5 => Number(),
        _ => new ColumnName(Name(), One(2) ? Name() : null),
    };

    private FunctionCall Call(int depth)
    {
        var name = new Identifier(Pick("count", "sum", "max", "lower", "weird name", "Order"));
        return One(5) ? new FunctionCall(name, []) { Star = true, Over = Over(depth) } : new FunctionCall(name, List(1, 3, () => Expression(depth)))
        {
            Distinct = One(5),
            OrderBy = One(6) ? Order(depth) : [],
            WithinGroup = One(10) ? Order(depth) : [],
            Filter = One(6) ? Expression(depth) : null,
            Over = Over(depth),
        };
    }

    private Window? Over(int depth) => _random.Next(6) switch
    {
        0 => Window(depth),
        1 => new Window { Name = Name(), NameOnly = true },
        _ => null,
    };

    private Expression PostgresOnly(int depth) => Pick<Func<Expression>>(
        () => new Quantified(Pick("=", "<", "LIKE", "NOT ILIKE", "||"), Expression(depth - 1), One(2), Query(depth - 1), null),
        () => new Quantified(Pick("=", "<", "LIKE", "NOT ILIKE"), Expression(depth - 1), One(2), null, new ArrayValue(List(0, 2, Leaf))),
        () => new AtTimeZone(Expression(depth - 1), Expression(depth - 1)),
        () => new Extract(Pick("YEAR", "DOW"), Expression(depth - 1)),
        () => new ArrayValue(List(0, 2, () => Expression(depth - 1))),
        () => new ArrayQuery(Query(depth - 1)),
        () => new Subscript(Expression(depth - 1), Expression(depth - 1)),
        () => new Slice(Expression(depth - 1), One(2) ? Expression(depth - 1) : null, One(2) ? Expression(depth - 1) : null),
        () => new TypedLiteral("interval", "1", Pick(null, "DAY", "YEAR TO MONTH")),
        () => new TypedLiteral(Pick("date", "timestamp with time zone", "numeric"), "2026-01-01"),
        () => new RowValue([Expression(depth - 1)]),
        () => new Binary("OVERLAPS", new RowValue([Leaf(), Leaf()]), new RowValue([Leaf(), Leaf()])),
        () => new FunctionCall(new("substring"), [Expression(depth - 1), Leaf(), Leaf()]) { ArgumentWords = ["", "FROM", "FOR"] },
        () => new FunctionCall(new("position"), [Expression(depth - 1), Expression(depth - 1)]) { ArgumentWords = ["", "IN"] },
        () => new FunctionCall(new("trim"), [Leaf(), Expression(depth - 1)]) { ArgumentWords = ["LEADING", "FROM"] },
        () => new FunctionCall(new("make_interval"), [new NamedArgument(new("days"), Expression(depth - 1))]))();
}
