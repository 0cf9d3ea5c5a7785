using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Tests.Sql;

/// <summary>Trees as the parser makes them: queries and their parts. The same for the same seed.</summary>
internal sealed partial class TreeGenerator(int seed, SqlDialect dialect)
{
    private static readonly string[] s_names =
        ["a", "b", "orders", "Name", "first name", "select", "end", "Order", "group", "销售额", "x\"y", "a]b", "`", "date", "rows", "1st", "_", "user", "values", "left", "ÄÖ", "interval", "desc", "é\u0301"];

    private readonly Random _random = new(seed);

    private bool Postgres => dialect == SqlDialect.Postgres;

    public Query Query(int depth)
    {
        var ties = Postgres && One(12);
        return new Query(Body(depth))
        {
            With = depth > 1 && One(5)
                ? new WithClause(List(1, 2, () => new CommonTable(Name(), Query(depth - 1)) { Columns = List(0, 2, Name), Materialized = Pick<bool?>(null, true, false) }), One(3))
                : null,
            OrderBy = ties || One(3) ? Order(depth - 1) : [],
            Limit = ties || One(3) ? Expression(depth - 2) : null,
            WithTies = ties,
        }.WithOffset(Postgres && One(4) ? Expression(depth - 2) : null);
    }

    private QueryBody Body(int depth)
    {
        if (depth <= 0 || !One(4))
        {
            return One(10) ? new Values(List(1, 2, () => List(1, 2, () => Expression(depth - 1)))) : Select(depth);
        }

        var right = Postgres ? Operand(depth - 1) : Select(depth - 1);
        return new SetOperation(Pick(SetOperator.Union, SetOperator.Intersect, SetOperator.Except), One(2), Postgres ? Operand(depth - 1) : Body(depth - 1), right);
    }

    private QueryBody Operand(int depth) =>
        One(4) ? new NestedQuery(Query(depth) with { Limit = Number(), With = null }) : Body(depth);

    private Select Select(int depth)
    {
        var from = One(6) ? null : From(depth);
        return new Select(List(1, 3, () => Item(depth, from is not null)))
        {
            Distinct = One(5),
            From = from,
            Where = One(2) ? Expression(depth - 1) : null,
            GroupBy = One(4) ? List(1, 2, () => Group(depth - 1)) : [],
            Having = One(6) ? Expression(depth - 1) : null,
            Windows = One(8) ? List(1, 2, () => new NamedWindow(Name(), Window(depth - 1))) : [],
        };
    }

    private Expression Group(int depth) => !Postgres || !One(4) ? Expression(depth)
        : new GroupingSets(Pick("ROLLUP", "CUBE", "GROUPING SETS"), List(1, 3, () => One(4) ? new RowValue([]) : Group(depth - 1)));

    private SelectItem Item(int depth, bool star) =>
        star && One(6) ? new StarItem(One(2) ? Name() : null) : new ExpressionItem(Expression(depth - 1), One(2) ? Name() : null);

    private NodeList<OrderItem> Order(int depth) =>
        List(1, 2, () => new OrderItem(Expression(depth)) { Descending = One(2), NullsFirst = Pick<bool?>(null, true, false) });

    private TableSource From(int depth)
    {
        var from = JoinChain(depth);
        for (var i = _random.Next(3) - 1; i > 0; i--)
        {
            from = new Join(JoinKind.Cross, from, Postgres ? JoinChain(depth) : Source(depth)) { Comma = true };
        }

        return from;
    }

    private TableSource JoinChain(int depth)
    {
        var left = Source(depth);
        for (var i = _random.Next(4) - 1; i > 0; i--)
        {
            var right = depth > 1 && One(5) ? JoinChain(depth - 1) : Source(depth);
            var kind = Pick(JoinKind.Inner, JoinKind.Left, JoinKind.Right, JoinKind.Full, JoinKind.Cross);
            var natural = kind != JoinKind.Cross && One(6);
            var conditional = kind != JoinKind.Cross && !natural;
            var using_ = conditional && One(4);
            left = new Join(kind, left, right)
            {
                Natural = natural,
                Using = using_ ? List(1, 2, Name) : [],
                On = conditional && !using_ ? Expression(depth - 1) : null,
            };
        }

        return left;
    }

    private TableSource Source(int depth) => _random.Next(depth > 0 ? 8 : 5) switch
    {
        < 4 => new TableName(Name(), One(4) ? Name() : null, One(2) ? Name() : null),
        4 => new FunctionTable(new FunctionCall(new("json_each"), List(1, 2, () => Expression(depth - 1))), Name()) { WithOrdinality = Postgres && One(3), Columns = Postgres ? List(0, 2, Name) : [] },
        _ => new DerivedTable(Query(depth - 1), Name(), Postgres && One(5)) { Columns = Postgres ? List(0, 2, Name) : [] },
    };

    private Window Window(int depth) => new()
    {
        Name = One(5) ? new Identifier("w") : null,
        PartitionBy = List(0, 2, () => Expression(depth)),
        OrderBy = One(2) ? Order(depth) : [],
        Frame = One(3)
            ? new WindowFrame(Pick("ROWS", "RANGE", "GROUPS"), Bound(depth, "PRECEDING"), One(2) ? Bound(depth, "FOLLOWING") : null, Pick(null, "TIES", "GROUP", "CURRENT ROW", "NO OTHERS"))
            : null,
    };

    private FrameBound Bound(int depth, string way) => _random.Next(3) switch
    {
        0 => new FrameBound("CURRENT ROW"),
        1 => new FrameBound("UNBOUNDED " + way),
        _ => new FrameBound(way, Expression(depth)),
    };

    private Identifier Name() => new(Pick(s_names));

    private Literal Number() => new(LiteralKind.Number, Pick("0", "1", "42", "3.14", ".5", "1e10", "2.5E-3", "12345678901234567890"));

    private bool One(int of) => _random.Next(of) == 0;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private NodeList<T> List<T>(int least, int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(least, most + 1)).Select(_ => make())];
}

internal static class QueryOffset
{
    /// <summary>An OFFSET without LIMIT is not for every dialect.</summary>
    public static Query WithOffset(this Query query, Expression? offset) => query with { Offset = offset };
}
