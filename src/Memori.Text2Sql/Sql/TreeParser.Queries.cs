using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>WITH, SELECT, set operations, ORDER BY and LIMIT.</summary>
internal sealed partial class TreeParser
{
    private bool AtQuery => Word is "SELECT" or "WITH" or "VALUES";

    private Query ParseQuery()
    {
        var position = Current.Start;
        Enter(position);
        var outer = _height;
        _height = 0;
        var with = Is("WITH") ? ParseWith() : null;
        var query = ParseTail(ParseSetOperation(0), with, position);
        _height = Math.Max(outer, Higher(_height, position));
        Leave();
        return query;
    }

    /// <summary>ORDER BY, LIMIT and OFFSET after a body.</summary>
    private Query ParseTail(QueryBody body, WithClause? with, int position)
    {
        NodeList<OrderItem> order = AcceptBy("ORDER") ? ParseOrder() : [];
        Expression? limit = null;
        Expression? offset = null;
        var withTies = ParseLimits(ref limit, ref offset);
        if (Is("FOR"))
        {
            throw Refuse(GuardRules.LockingClause, new(
                "A query may not lock rows (FOR UPDATE, FOR SHARE).",
                "查询不能锁定行(FOR UPDATE、FOR SHARE)。"));
        }

        if (Is("INTO"))
        {
            throw SelectInto();
        }

        var query = new Query(body) { With = with, OrderBy = order, Limit = limit, WithTies = withTies, Offset = offset, Position = position };
        return body is NestedQuery only ? Merge(query, only.Query) : query;
    }

    /// <summary>
    /// What surrounds one query in parentheses is a clause of that query itself: <c>(SELECT a FROM t LIMIT 3) ORDER BY b</c> sorts first
    /// (insertSelectOptions in PostgreSQL's gram.y); each clause may stand only once.
    /// </summary>
    private static Query Merge(Query outer, Query inner)
    {
        var twice = outer.OrderBy.Count > 0 && inner.OrderBy.Count > 0 ? "ORDER BY"
            : outer.Limit is not null && inner.Limit is not null ? "LIMIT"
            : outer.Offset is not null && inner.Offset is not null ? "OFFSET"
            : outer.With is not null && inner.With is not null ? "WITH"
            : null;
        return twice is not null
            ? throw new SqlSyntaxException(GuardRules.SqlSyntax, outer.Position, new(
                $"One query has {twice} twice: inside its parentheses and around them.",
                $"同一查询有两个 {twice}:括号内和括号外各一个。"))
            : inner with
            {
                With = outer.With ?? inner.With,
                OrderBy = outer.OrderBy.Count > 0 ? outer.OrderBy : inner.OrderBy,
                Limit = outer.Limit ?? inner.Limit,
                WithTies = outer.WithTies || inner.WithTies,
                Offset = outer.Offset ?? inner.Offset,
                Position = outer.Position,
            };
    }

    private SqlSyntaxException SelectInto() => Refuse(GuardRules.SelectInto, new(
        "SELECT INTO would create a table; only reading is allowed.",
        "SELECT INTO 会创建表,只允许读取。"));

    private WithClause ParseWith()
    {
        var position = Current.Start;
        Expect("WITH");
        var recursive = Accept("RECURSIVE");
        var tables = new List<CommonTable>();
        do
        {
            tables.Add(ParseCommonTable());
        }
        while (Accept(","));

        if (Word is { } verb && SqlWords.WritingVerbs.Contains(verb))
        {
            throw Refuse(GuardRules.NotASelect, new($"Only SELECT is allowed, this is {verb}.", $"只允许 SELECT,这是 {verb}。"));
        }

        return new WithClause([.. tables], recursive) { Position = position };
    }

    private CommonTable ParseCommonTable()
    {
        var position = Current.Start;
        var name = ParseName();
        NodeList<Identifier> columns = Is("(") ? ParseNames() : [];
        Expect("AS");
        bool? materialized = Accept("MATERIALIZED") ? true : Accept("NOT", "MATERIALIZED") ? false : null;
        Expect("(");
        if (Word is { } verb && SqlWords.WritingVerbs.Contains(verb))
        {
            throw Refuse(GuardRules.WritableCte, new(
                $"A common table may only read, this one begins with {verb}.",
                $"公用表表达式只能读取,这里以 {verb} 开头。"));
        }

        var query = ParseQuery();
        Expect(")");
        return new CommonTable(name, query) { Columns = columns, Materialized = materialized, Position = position };
    }

    private QueryBody ParseSetOperation(int least)
    {
        var position = Current.Start;
        return ParseSetOperation(ParseOperand(), least, position);
    }

    private QueryBody ParseSetOperation(QueryBody left, int least, int position)
    {
        var height = _height;
        while (Word is "UNION" or "INTERSECT" or "EXCEPT")
        {
            var level = Is("INTERSECT") && Has(SqlFeatures.StandardGrouping) ? 1 : 0;
            if (level < least)
            {
                break;
            }

            var kind = Advance().Word switch
            {
                "UNION" => SetOperator.Union,
                "INTERSECT" => SetOperator.Intersect,
                _ => SetOperator.Except,
            };
            var all = Accept("ALL");
            _ = !all && Accept("DISTINCT");
            left = new SetOperation(kind, all, left, ParseSetOperation(level + 1)) { Position = position };
            height = Higher(Math.Max(height, _height), position);
        }

        _height = height;
        return left;
    }

    private QueryBody ParseOperand()
    {
        if (Is("(") && Has(SqlFeatures.StandardGrouping))
        {
            var position = Advance().Start;
            var query = ParseQuery();
            Expect(")");
            return Unwrap(query, position);
        }

        return Word switch
        {
            "SELECT" => ParseSelect(),
            "VALUES" => ParseValues(),
            _ => throw Unexpected(Syntax.Query),
        };
    }

    /// <summary>Parentheses that only group are in the shape of the tree.</summary>
    private static QueryBody Unwrap(Query query, int position) =>
        query is { With: null, Limit: null, Offset: null, OrderBy.Count: 0 } ? query.Body : new NestedQuery(query) { Position = position };

    private Values ParseValues()
    {
        var position = Advance().Start;
        var rows = new List<NodeList<Expression>>();
        do
        {
            Expect("(");
            rows.Add(ParseExpressions());
            Expect(")");
        }
        while (Accept(","));
        return new Values([.. rows]) { Position = position };
    }

    private Select ParseSelect()
    {
        var position = Advance().Start;
        NodeList<Expression> distinctOn = [];
        var distinct = false;
        if (Accept("DISTINCT"))
        {
            distinct = true;
            if (Has(SqlFeatures.DistinctOn) && Accept("ON"))
            {
                distinct = false;
                Expect("(");
                distinctOn = ParseExpressions();
                Expect(")");
            }
        }
        else
        {
            Accept("ALL");
        }

        var items = new List<SelectItem>();
        do
        {
            items.Add(ParseItem());
        }
        while (Accept(","));

        if (Is("INTO"))
        {
            throw SelectInto();
        }

        return new Select([.. items])
        {
            Position = position,
            Distinct = distinct,
            DistinctOn = distinctOn,
            From = Accept("FROM") ? ParseFrom() : null,
            Where = Accept("WHERE") ? ParseExpression() : null,
            GroupBy = AcceptBy("GROUP") ? ParseGroups() : [],
            Having = Accept("HAVING") ? ParseExpression() : null,
            Windows = Accept("WINDOW") ? ParseWindows() : [],
        };
    }

    private SelectItem ParseItem()
    {
        var position = Current.Start;
        if (Accept("*"))
        {
            return new StarItem { Position = position };
        }

        if (IsName(Current) && Ahead(1).Word == ".")
        {
            if (Ahead(2).Word == "*")
            {
                var table = TakeName();
                _next += 2;
                return new StarItem(table) { Position = position };
            }

            if (Ahead(3).Word == "." && Ahead(4).Word == "*")
            {
                var schema = TakeName();
                _next++;
                var table = ParseLabel();
                _next += 2;
                return new StarItem(table, schema) { Position = position };
            }
        }

        return new ExpressionItem(ParseExpression(), ParseItemAlias()) { Position = position };
    }

    private NodeList<Expression> ParseGroups()
    {
        var groups = new List<Expression>();
        do
        {
            groups.Add(ParseGroup());
        }
        while (Accept(","));
        return [.. groups];
    }

    private Expression ParseGroup()
    {
        var position = Current.Start;
        if (!Has(SqlFeatures.GroupingSets))
        {
            return ParseExpression();
        }

        if (Is("(", ")"))
        {
            _next += 2;
            return new RowValue([]) { Position = position };
        }

        var kind = Is("ROLLUP", "(") || Is("CUBE", "(") ? Advance().Word!
            : Accept("GROUPING", "SETS") ? "GROUPING SETS"
            : null;
        if (kind is null)
        {
            return ParseExpression();
        }

        Enter(position);
        Expect("(");
        var sets = ParseGroups();
        Expect(")");
        Leave();
        _height = Higher(_height, position);
        return new GroupingSets(kind, sets) { Position = position };
    }

    private NodeList<OrderItem> ParseOrder()
    {
        var items = new List<OrderItem>();
        do
        {
            var position = Current.Start;
            var expression = ParseExpression();
            var descending = Accept("DESC") || (Accept("ASC") && false);
            bool? nullsFirst = Accept("NULLS", "FIRST") ? true : Accept("NULLS", "LAST") ? false : null;
            items.Add(new OrderItem(expression) { Descending = descending, NullsFirst = nullsFirst, Position = position });
        }
        while (Accept(","));
        return [.. items];
    }

    private bool ParseLimits(ref Expression? limit, ref Expression? offset)
    {
        var withTies = false;
        while (true)
        {
            if (limit is null && Accept("LIMIT"))
            {
                limit = ParseLimit(ref offset);
            }
            else if (offset is null && Is("OFFSET") && (limit is not null || Has(SqlFeatures.Fetch)))
            {
                Advance();
                offset = ParseExpression();
                _ = Has(SqlFeatures.Fetch) && (Accept("ROWS") || Accept("ROW"));
            }
            else if (limit is null && Has(SqlFeatures.Fetch) && Accept("FETCH"))
            {
                limit = ParseFetch(out withTies);
            }
            else
            {
                return withTies;
            }
        }
    }

    private Expression ParseLimit(ref Expression? offset)
    {
        var position = Current.Start;
        if (Has(SqlFeatures.Fetch) && Accept("ALL"))
        {
            return new Literal(LiteralKind.Null, "NULL") { Position = position };
        }

        var first = ParseExpression();
        if (Has(SqlFeatures.CommaLimit) && offset is null && Accept(","))
        {
            offset = first;
            return ParseExpression();
        }

        return first;
    }

    private Expression ParseFetch(out bool withTies)
    {
        if (!Accept("FIRST") && !Accept("NEXT"))
        {
            throw Unexpected(Syntax.Word("FIRST"));
        }

        Expression count = Word is "ROW" or "ROWS"
            ? new Literal(LiteralKind.Number, "1") { Position = Current.Start }
            : ParseOperandOf(Precedence.Primary);
        if (!Accept("ROWS") && !Accept("ROW"))
        {
            throw Unexpected(Syntax.Word("ROWS"));
        }

        withTies = Accept("WITH", "TIES");
        if (!withTies)
        {
            Expect("ONLY");
        }

        return count;
    }
}
