using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Literals, columns, CASE, CAST and what stands in parentheses.</summary>
internal sealed partial class TreeParser
{
    private Expression ParsePrimary(int position)
    {
        var token = Current;
        switch (token.Kind)
        {
            case SqlTokenKind.Number:
                return new Literal(LiteralKind.Number, Raw(Advance()).ToString()) { Position = position };
            case SqlTokenKind.Text:
                return new Literal(LiteralKind.Text, TextOf(Advance())) { Position = position };
            case SqlTokenKind.Blob:
                return new Literal(LiteralKind.Blob, Raw(Advance())[2..^1].ToString()) { Position = position };
            case SqlTokenKind.Punctuation when token.Word == "(":
                return ParseSubscripts(ParseParenthesised(position), position);
            case SqlTokenKind.Keyword:
                return ParseWord(token.Word!, position) ?? ParseNamedValue(position);
            case SqlTokenKind.Identifier or SqlTokenKind.QuotedIdentifier:
                return ParseNamedValue(position);
            default:
                throw Unexpected(Syntax.Expression);
        }
    }

    private Expression ParseParenthesised(int position)
    {
        Advance();
        var (items, query) = ParseInside();
        Expect(")");
        return query is not null ? new ScalarQuery(query) { Position = position }
            : items is [var only] ? only
            : new RowValue(items) { Position = position };
    }

    /// <summary>An expression that begins with a word of the language, or null where the word is a name.</summary>
    private Expression? ParseWord(string word, int position)
    {
        switch (word)
        {
            case "NULL":
                Advance();
                return new Literal(LiteralKind.Null, word) { Position = position };
            case "TRUE" or "FALSE":
                Advance();
                return new Literal(LiteralKind.Boolean, word) { Position = position };
            case "CURRENT_DATE":
                Advance();
                return new Literal(LiteralKind.CurrentTime, word) { Position = position };
            case "CURRENT_TIME" or "CURRENT_TIMESTAMP":
                return ParseCurrentTime(position);
            case "LOCALTIME" or "LOCALTIMESTAMP" when Has(SqlFeatures.TypedLiterals):
                return ParseCurrentTime(position);
            case "CASE":
                return ParseCase(position);
            case "CAST" when Ahead(1).Word == "(":
                return ParseCast(position);
            case "EXISTS" when Ahead(1).Word == "(":
                _next += 2;
                var query = ParseQuery();
                Expect(")");
                return new Exists(query) { Position = position };
            case "ARRAY" when Has(SqlFeatures.Arrays):
                return ParseArray(position);
            case "ROW" when Has(SqlFeatures.WordedFunctions) && Ahead(1).Word == "(":
                _next += 2;
                var items = ParseExpressions();
                Expect(")");
                return new RowValue(items) { Position = position };
            case "INTERVAL" or "TIMESTAMP" or "TIME" when Has(SqlFeatures.TypedLiterals):
                return ParseTimeLiteral(position);
            case "EXTRACT" or "SUBSTRING" or "TRIM" or "POSITION" or "OVERLAY" when Has(SqlFeatures.WordedFunctions) && Ahead(1).Word == "(":
                return ParseWorded(word, position);
            case "CURRENT_USER" or "SESSION_USER" or "USER" or "CURRENT_ROLE" or "CURRENT_CATALOG" or "CURRENT_SCHEMA" when _dialect.Reserved.Contains(word):
                throw Refuse(GuardRules.UnknownFunction, new(
                    $"{word} is not allowed: it tells about the server, not about the data.",
                    $"不允许使用 {word}:它涉及服务器而不是数据。"));
            default:
                return null;
        }
    }

    /// <summary>A column, a function call, or a literal with its type before it.</summary>
    private Expression ParseNamedValue(int position)
    {
        var token = Current;
        var callable = Ahead(1).Word == "(";
        if (callable && SqlDialect.IsWord(_dialect.FunctionWords, Raw(token)))
        {
            return ParseCall(TakeName(), null, position, inFrom: false);
        }

        if (!IsName(token) || (callable && token.Kind != SqlTokenKind.QuotedIdentifier && SqlDialect.IsWord(_dialect.Delicate, Raw(token))))
        {
            throw Unexpected(Syntax.Expression);
        }

        if (Has(SqlFeatures.TypedLiterals) && Ahead(1).Kind == SqlTokenKind.Text && token.Kind != SqlTokenKind.QuotedIdentifier)
        {
            var type = Raw(Advance()).ToString().ToLowerInvariant();
            return new TypedLiteral(type, ParseText()) { Position = position };
        }

        var name = TakeName();
        if (Is("("))
        {
            return ParseCall(name, null, position, inFrom: false);
        }

        if (!Accept("."))
        {
            return ParseSubscripts(new ColumnName(name) { Position = position }, position);
        }

        var second = ParseLabel();
        if (Is("("))
        {
            return ParseCall(second, name, position, inFrom: false);
        }

        var column = Accept(".")
            ? new ColumnName(ParseLabel(), second, name) { Position = position }
            : new ColumnName(second, name) { Position = position };
        return ParseSubscripts(column, position);
    }

    private Expression ParseSubscripts(Expression operand, int position)
    {
        while (Has(SqlFeatures.Arrays) && Accept("["))
        {
            var outer = _height;
            var lower = Is(":") ? null : ParseExpression();
            if (Accept(":"))
            {
                operand = new Slice(operand, lower, Is("]") ? null : ParseExpression()) { Position = position };
            }
            else
            {
                operand = new Subscript(operand, lower!) { Position = position };
            }

            Expect("]");
            _height = Higher(Math.Max(outer, _height), position);
        }

        return operand;
    }

    private Literal ParseCurrentTime(int position)
    {
        var word = Advance().Word!;
        if (Has(SqlFeatures.TypedLiterals) && Is("(") && Ahead(1).Kind == SqlTokenKind.Number && Ahead(2).Word == ")")
        {
            word = $"{word}({Raw(Ahead(1))})";
            _next += 3;
        }

        return new Literal(LiteralKind.CurrentTime, word) { Position = position };
    }

    private Case ParseCase(int position)
    {
        Advance();
        var operand = Is("WHEN") ? null : ParseExpression();
        var whens = new List<WhenClause>();
        do
        {
            var at = Current.Start;
            Expect("WHEN");
            var condition = ParseExpression();
            Expect("THEN");
            whens.Add(new WhenClause(condition, ParseExpression()) { Position = at });
        }
        while (Is("WHEN"));

        var otherwise = Accept("ELSE") ? ParseExpression() : null;
        Expect("END");
        return new Case(operand, [.. whens], otherwise) { Position = position };
    }

    private Cast ParseCast(int position)
    {
        Advance();
        Expect("(");
        var operand = ParseExpression();
        Expect("AS");
        var type = ParseType();
        Expect(")");
        return new Cast(operand, type) { Position = position };
    }

    private Expression ParseArray(int position)
    {
        Advance();
        if (Accept("("))
        {
            var query = ParseQuery();
            Expect(")");
            return new ArrayQuery(query) { Position = position };
        }

        return ParseArrayItems(position);
    }

    private ArrayValue ParseArrayItems(int position)
    {
        Expect("[");
        var items = Is("]") ? [] : ParseExpressions();
        Expect("]");
        return new ArrayValue(items) { Position = position };
    }

    /// <summary><c>INTERVAL '1' DAY</c>, <c>TIMESTAMP WITH TIME ZONE '…'</c>; null where the word is a name.</summary>
    private TypedLiteral? ParseTimeLiteral(int position)
    {
        var interval = Is("INTERVAL");
        if (Ahead(1).Kind != SqlTokenKind.Text && !(Ahead(1).Word is "WITH" or "WITHOUT" && Ahead(2).Word == "TIME") && !(Ahead(1).Word == "(" && !interval))
        {
            return null;
        }

        var type = ParseType();
        var value = ParseText();
        return new TypedLiteral(type, value, interval ? ParseIntervalFields() : null) { Position = position };
    }

    private string? ParseIntervalFields()
    {
        if (Word is not ("YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" or "SECOND"))
        {
            return null;
        }

        var from = Advance().Word!;
        if (Is("TO") && Ahead(1).Word is "MONTH" or "HOUR" or "MINUTE" or "SECOND")
        {
            Advance();
            return $"{from} TO {Advance().Word}";
        }

        return from;
    }
}
