using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Calls and windows.</summary>
internal sealed partial class TreeParser
{
    private FunctionCall ParseCall(Identifier name, Identifier? schema, int position, bool inFrom)
    {
        Expect("(");
        var outer = _height;
        _height = 0;
        var star = Accept("*");
        var distinct = !star && Accept("DISTINCT");
        _ = !star && !distinct && Accept("ALL");
        NodeList<Expression> arguments = star || Is(")") ? [] : ParseArguments();
        NodeList<OrderItem> order = !star && AcceptBy("ORDER") ? ParseOrder() : [];
        Expect(")");
        var call = new FunctionCall(name, arguments) { Schema = schema, Star = star, Distinct = distinct, OrderBy = order, Position = position };
        if (!inFrom)
        {
            call = ParseCallClauses(call);
        }

        _height = Math.Max(outer, Higher(_height, position));
        return call;
    }

    private FunctionCall ParseCallClauses(FunctionCall call)
    {
        if (Is("WITHIN", "GROUP"))
        {
            _next += 2;
            Expect("(");
            Expect("ORDER");
            Expect("BY");
            call = call with { WithinGroup = ParseOrder() };
            Expect(")");
        }

        if (Is("FILTER", "("))
        {
            _next += 2;
            Expect("WHERE");
            call = call with { Filter = ParseExpression() };
            Expect(")");
        }

        return Is("OVER") && (Ahead(1).Word == "(" || IsName(Ahead(1))) ? call with { Over = ParseOver() } : call;
    }

    private NodeList<Expression> ParseArguments()
    {
        var arguments = new List<Expression>();
        do
        {
            if (Has(SqlFeatures.NamedArguments) && IsName(Current) && Ahead(1).Word == "=>")
            {
                var position = Current.Start;
                var name = TakeName();
                Advance();
                arguments.Add(new NamedArgument(name, ParseExpression()) { Position = position });
            }
            else
            {
                arguments.Add(ParseExpression());
            }
        }
        while (Accept(","));
        return [.. arguments];
    }

    /// <summary>EXTRACT, SUBSTRING, TRIM, POSITION, OVERLAY: with commas, or words between the arguments.</summary>
    private Expression ParseWorded(string word, int position)
    {
        if (word == "EXTRACT")
        {
            return ParseExtract(position);
        }

        var name = TakeName();
        Expect("(");
        var words = new List<string> { "" };
        var arguments = new List<Expression>();
        if (word == "TRIM")
        {
            words[0] = Word is "BOTH" or "LEADING" or "TRAILING" ? Advance().Word! : "";
            if (Accept("FROM"))
            {
                words[0] = words[0].Length > 0 ? words[0] + " FROM" : "FROM";
            }
        }

        while (true)
        {
            // POSITION(a IN b): its IN is no operator.
            arguments.Add(ParseOperandOf(word == "POSITION" ? _precedence.Range + 1 : 0));
            var between = Word switch
            {
                "," => ",",
                "FROM" when word is "SUBSTRING" or "TRIM" or "OVERLAY" => "FROM",
                "FOR" when word is "SUBSTRING" or "OVERLAY" => "FOR",
                "IN" when word == "POSITION" => "IN",
                "PLACING" when word == "OVERLAY" => "PLACING",
                _ => null,
            };
            if (between is null)
            {
                break;
            }

            Advance();
            words.Add(between);
        }

        Expect(")");
        return new FunctionCall(name, [.. arguments]) { ArgumentWords = Separators(words, position), Position = position };
    }

    private static NodeList<string> Separators(List<string> words, int position)
    {
        var commas = words.Skip(1).Count(word => word == ",");
        if (commas == words.Count - 1 && words[0].Length == 0)
        {
            return [];
        }

        return commas == 0 ? [.. words] : throw new SqlSyntaxException(GuardRules.SqlSyntax, position, new(
            "Commas and words can't be mixed between these arguments.",
            "这些参数之间不能混用逗号和关键字。"));
    }

    private Extract ParseExtract(int position)
    {
        _next += 2;
        var token = Advance();
        var field = token.Kind switch
        {
            SqlTokenKind.Identifier or SqlTokenKind.Keyword => Raw(token).ToString(),
            SqlTokenKind.Text => TextOf(token),
            _ => "",
        };
        if (field.Length == 0 || !field.All(char.IsAsciiLetter))
        {
            _next--;
            throw Unexpected(Syntax.Field);
        }

        Expect("FROM");
        var operand = ParseExpression();
        Expect(")");
        return new Extract(field.ToUpperInvariant(), operand) { Position = position };
    }

    private Window ParseOver()
    {
        var position = Advance().Start;
        return Is("(") ? ParseWindow() : new Window { Name = TakeName(), NameOnly = true, Position = position };
    }

    private NodeList<NamedWindow> ParseWindows()
    {
        var windows = new List<NamedWindow>();
        do
        {
            var position = Current.Start;
            var name = ParseName();
            Expect("AS");
            windows.Add(new NamedWindow(name, ParseWindow()) { Position = position });
        }
        while (Accept(","));
        return [.. windows];
    }

    private Window ParseWindow()
    {
        var position = Current.Start;
        Expect("(");
        var name = IsName(Current) && Word is not ("PARTITION" or "ORDER" or "ROWS" or "RANGE" or "GROUPS") ? TakeName() : null;
        NodeList<Expression> partition = Accept("PARTITION", "BY") ? ParseExpressions() : [];
        NodeList<OrderItem> order = AcceptBy("ORDER") ? ParseOrder() : [];
        var frame = Word is "ROWS" or "RANGE" or "GROUPS" ? ParseFrame() : null;
        Expect(")");
        return new Window { Name = name, PartitionBy = partition, OrderBy = order, Frame = frame, Position = position };
    }

    private WindowFrame ParseFrame()
    {
        var token = Advance();
        FrameBound start;
        FrameBound? end = null;
        if (Accept("BETWEEN"))
        {
            start = ParseBound();
            Expect("AND");
            end = ParseBound();
        }
        else
        {
            start = ParseBound();
        }

        return new WindowFrame(token.Word!, start, end, Accept("EXCLUDE") ? ParseExclusion() : null) { Position = token.Start };
    }

    private string ParseExclusion()
    {
        if (Accept("CURRENT", "ROW"))
        {
            return "CURRENT ROW";
        }

        if (Accept("NO", "OTHERS"))
        {
            return "NO OTHERS";
        }

        return Word is "GROUP" or "TIES" ? Advance().Word! : throw Unexpected(Syntax.Frame);
    }

    private FrameBound ParseBound()
    {
        var position = Current.Start;
        if (Accept("CURRENT", "ROW"))
        {
            return new FrameBound("CURRENT ROW") { Position = position };
        }

        var offset = Accept("UNBOUNDED") ? null : ParseOperandOf(_precedence.Range + 1);
        var way = Word is "PRECEDING" or "FOLLOWING" ? Advance().Word! : throw Unexpected(Syntax.Frame);
        return new FrameBound(offset is null ? "UNBOUNDED " + way : way, offset) { Position = position };
    }
}
