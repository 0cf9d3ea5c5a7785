using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Operators, by the precedence of the dialect.</summary>
internal sealed partial class TreeParser
{
    private Expression ParseExpression() => ParseOperandOf(0);

    private NodeList<Expression> ParseExpressions()
    {
        var items = new List<Expression>();
        do
        {
            items.Add(ParseExpression());
        }
        while (Accept(","));
        return [.. items];
    }

    /// <summary>An expression whose operators bind at least as tightly as <paramref name="least"/>.</summary>
    private Expression ParseOperandOf(int least)
    {
        var position = Current.Start;
        Enter(position);
        var outer = _height;
        _height = 0;
        var left = ParsePrefix(position);
        var height = _height;
        var level = int.MaxValue;
        while (true)
        {
            _height = 0;
            var at = LevelAhead();
            if (at < least || (at == level && _precedence.NotAssociative.Contains(at)))
            {
                break;
            }

            left = ParseInfix(left, at, position);
            height = Higher(Math.Max(height, _height), position);
            level = at;
        }

        _height = Math.Max(outer, height);
        Leave();
        return left;
    }

    private Expression ParsePrefix(int position)
    {
        var word = Word;
        if (word == "NOT")
        {
            Advance();
            return new Unary("NOT", ParseOperandOf(Precedence.Not)) { Position = position };
        }

        if (Current.Kind == SqlTokenKind.Operator && _precedence.PrefixOperand.TryGetValue(word!, out var operand))
        {
            Advance();
            return new Unary(word!, ParseOperandOf(operand)) { Position = position };
        }

        return ParsePrimary(position);
    }

    /// <summary>The level of the operator that comes next, or -1.</summary>
    private int LevelAhead()
    {
        var token = Current;
        if (token.Kind == SqlTokenKind.Operator)
        {
            return _precedence.Infix.GetValueOrDefault(token.Word!, -1);
        }

        return token.Word switch
        {
            "AND" => Precedence.And,
            "OR" => Precedence.Or,
            "IS" or "ISNULL" or "NOTNULL" => _precedence.Is,
            "BETWEEN" or "IN" or "LIKE" => _precedence.Range,
            "ILIKE" or "SIMILAR" when Has(SqlFeatures.ILikeAndSimilar) => _precedence.Range,
            "GLOB" when Has(SqlFeatures.Glob) => _precedence.Range,
            "NOT" => LevelOfNot(),
            "COLLATE" => _precedence.Collate,
            "AT" when Has(SqlFeatures.AtTimeZone) && Ahead(1).Word == "TIME" => _precedence.AtTimeZone,
            "OVERLAPS" when Has(SqlFeatures.SymmetricAndOverlaps) => _precedence.OfInfix("OVERLAPS"),
            "::" when Has(SqlFeatures.ColonCast) => _precedence.Cast,
            _ => -1,
        };
    }

    private int LevelOfNot() => Ahead(1).Word switch
    {
        "NULL" when Has(SqlFeatures.GeneralIs) => _precedence.Is,
        "BETWEEN" or "IN" or "LIKE" => _precedence.Range,
        "ILIKE" or "SIMILAR" when Has(SqlFeatures.ILikeAndSimilar) => _precedence.Range,
        "GLOB" when Has(SqlFeatures.Glob) => _precedence.Range,
        _ => -1,
    };

    private Expression ParseInfix(Expression left, int level, int position)
    {
        if (Current.Kind == SqlTokenKind.Operator)
        {
            var op = Advance().Word!;
            return AtQuantifier ? ParseQuantified(left, op, position) : new Binary(op, left, ParseOperandOf(level + 1)) { Position = position };
        }

        switch (Word)
        {
            case "AND" or "OR":
                return new Binary(Advance().Word!, left, ParseOperandOf(level + 1)) { Position = position };
            case "IS":
                Advance();
                return ParseIs(left, level, position);
            case "ISNULL":
                Advance();
                return new IsTest(left, "NULL") { Position = position };
            case "NOTNULL":
                Advance();
                return new IsTest(left, "NULL", Not: true) { Position = position };
            case "COLLATE":
                Advance();
                return new Collate(left, ParseName()) { Position = position };
            case "AT":
                Advance();
                Expect("TIME");
                Expect("ZONE");
                return new AtTimeZone(left, ParseOperandOf(level + 1)) { Position = position };
            case "OVERLAPS":
                return ParseOverlaps(left, level, position);
            case "::":
                Advance();
                return new Cast(left, ParseType(), Colons: true) { Position = position };
            default:
                return ParseRange(left, position);
        }
    }

    private Binary ParseOverlaps(Expression left, int level, int position)
    {
        var at = Advance();
        return left is RowValue { Items.Count: 2 } && ParseOperandOf(level + 1) is RowValue { Items.Count: 2 } right
            ? new Binary(at.Word!, left, right) { Position = position }
            : throw new SqlSyntaxException(GuardRules.SqlSyntax, at.Start, new(
                "OVERLAPS stands between two periods: (start, end) OVERLAPS (start, end).",
                "OVERLAPS 两边须为时间段:(开始, 结束) OVERLAPS (开始, 结束)。"));
    }

    private Expression ParseIs(Expression left, int level, int position)
    {
        var not = Accept("NOT");
        if (Is("DISTINCT", "FROM"))
        {
            _next += 2;
            return new IsDistinct(left, ParseOperandOf(level + 1), not) { Position = position };
        }

        if (Has(SqlFeatures.GeneralIs))
        {
            var right = ParseOperandOf(level + 1);
            return right is Literal { Kind: LiteralKind.Null or LiteralKind.Boolean } test
                ? new IsTest(left, test.Value, not) { Position = position }
                : new IsDistinct(left, right, !not) { Position = position };
        }

        return Word is "NULL" or "TRUE" or "FALSE" or "UNKNOWN"
            ? new IsTest(left, Advance().Word!, not) { Position = position }
            : throw Unexpected(Syntax.Word("NULL"));
    }

    private Expression ParseRange(Expression left, int position)
    {
        var not = Accept("NOT");
        switch (Word)
        {
            case "NULL" when not:
                Advance();
                return new IsTest(left, "NULL", Not: true) { Position = position };
            case "BETWEEN":
                Advance();
                var symmetric = Has(SqlFeatures.SymmetricAndOverlaps) && Accept("SYMMETRIC");
                var low = ParseOperandOf(_precedence.Range + 1);
                Expect("AND");
                return new Between(left, low, ParseOperandOf(_precedence.Range + 1), not) { Symmetric = symmetric, Position = position };
            case "IN":
                Advance();
                return ParseIn(left, not, position);
            case "LIKE" or "ILIKE" or "GLOB":
                var op = Advance().Word!;
                return AtQuantifier ? ParseQuantified(left, not ? "NOT " + op : op, position) : ParseLike(op, left, not, position);
            case "SIMILAR":
                Advance();
                Expect("TO");
                return ParseLike("SIMILAR TO", left, not, position);
            default:
                throw Unexpected(Syntax.Pattern);
        }
    }

    private Like ParseLike(string op, Expression left, bool not, int position)
    {
        var pattern = ParseOperandOf(_precedence.Range + 1);
        var escape = Accept("ESCAPE") ? ParseOperandOf(_precedence.Range + 1) : null;
        return new Like(op, left, pattern, not, escape) { Position = position };
    }

    private Expression ParseIn(Expression left, bool not, int position)
    {
        if (Has(SqlFeatures.InTable) && IsName(Current))
        {
            return new InQuery(left, ParseWholeTable(), not) { Position = position };
        }

        Expect("(");
        if (Has(SqlFeatures.EmptyIn) && Accept(")"))
        {
            return new InList(left, [], not) { Position = position };
        }

        var (items, query) = ParseInside();
        Expect(")");
        if (query is null && items is [ScalarQuery only] && Has(SqlFeatures.StandardGrouping))
        {
            query = only.Query;
        }

        return query is not null
            ? new InQuery(left, query, not) { Position = position }
            : new InList(left, items, not) { Position = position };
    }

    /// <summary><c>IN table</c> is <c>IN (SELECT * FROM table)</c>.</summary>
    private Query ParseWholeTable()
    {
        var position = Current.Start;
        var name = TakeName();
        var schema = Accept(".") ? name : null;
        if (schema is not null)
        {
            name = ParseLabel();
        }

        if (Is("("))
        {
            // A function in FROM, which is another thing.
            throw Unexpected(Syntax.Query);
        }

        var table = new TableName(name, schema) { Position = position };
        return new Query(new Select([new StarItem { Position = position }]) { From = table, Position = position }) { Position = position };
    }

    private bool AtQuantifier => Has(SqlFeatures.Quantifiers) && Word is "ANY" or "SOME" or "ALL" && Ahead(1).Word == "(";

    private Quantified ParseQuantified(Expression left, string op, int position)
    {
        var all = Advance().Word == "ALL";
        Expect("(");
        var (items, query) = ParseInside();
        Expect(")");
        return items switch
        {
            [] => new Quantified(op, left, all, query, null) { Position = position },
            [ScalarQuery only] => new Quantified(op, left, all, only.Query, null) { Position = position },
            [var array] => new Quantified(op, left, all, null, array) { Position = position },
            _ => throw Unexpected(Syntax.Expression),
        };
    }

    /// <summary>What stands between parentheses: a query, or one or more expressions.</summary>
    private (NodeList<Expression> Items, Query? Query) ParseInside()
    {
        if (AtQuery)
        {
            return ([], ParseQuery());
        }

        var position = Current.Start;
        var first = ParseExpression();
        if (first is ScalarQuery operand && GoesOnAsQuery)
        {
            return ([], ContinueQuery(operand.Query, position));
        }

        return (Accept(",") ? [first, .. ParseExpressions()] : [first], null);
    }

    private bool GoesOnAsQuery => Has(SqlFeatures.StandardGrouping)
        && Word is "UNION" or "INTERSECT" or "EXCEPT" or "ORDER" or "LIMIT" or "OFFSET" or "FETCH";

    /// <summary>Goes on where a query in parentheses turned out to be the operand of a set operation.</summary>
    private Query ContinueQuery(Query operand, int position) =>
        ParseTail(ParseSetOperation(Unwrap(operand, position), 0, position), null, position);
}
