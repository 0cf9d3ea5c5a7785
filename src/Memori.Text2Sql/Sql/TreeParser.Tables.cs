using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>FROM.</summary>
internal sealed partial class TreeParser
{
    private TableSource ParseFrom()
    {
        var position = Current.Start;
        var source = ParseJoins();
        var height = _height;
        while (Accept(","))
        {
            // Where JOIN binds tighter than a comma, the right side is a whole chain of joins.
            var right = Has(SqlFeatures.StandardGrouping) ? ParseJoins() : ParseSource();
            source = ParseCondition(new Join(JoinKind.Cross, source, right) { Comma = true, Position = position }, required: false, allowed: Has(SqlFeatures.FreeJoins));
            height = Higher(Math.Max(height, _height), position);
            if (!Has(SqlFeatures.StandardGrouping))
            {
                source = ParseJoins(source, position);
                height = Math.Max(height, _height);
            }
        }

        _height = height;
        return source;
    }

    private TableSource ParseJoins()
    {
        var position = Current.Start;
        return ParseJoins(ParseSource(), position);
    }

    private TableSource ParseJoins(TableSource left, int position)
    {
        var height = _height;
        while (true)
        {
            var natural = Is("NATURAL");
            var at = natural ? Ahead(1).Word : Word;
            if (at is not ("JOIN" or "INNER" or "LEFT" or "RIGHT" or "FULL" or "CROSS"))
            {
                if (natural)
                {
                    _next++;
                    throw Unexpected(Syntax.Word("JOIN"));
                }

                _height = height;
                return left;
            }

            _next += natural ? 1 : 0;
            var kind = ParseJoinKind();
            Expect("JOIN");
            var join = new Join(kind, left, ParseSource()) { Natural = natural, Position = position };
            var free = Has(SqlFeatures.FreeJoins);
            var conditional = !natural && kind != JoinKind.Cross;
            left = ParseCondition(join, required: conditional && !free, allowed: conditional || free);
            height = Higher(Math.Max(height, _height), position);
        }
    }

    private JoinKind ParseJoinKind()
    {
        switch (Word)
        {
            case "JOIN":
                return JoinKind.Inner;
            case "INNER":
                Advance();
                return JoinKind.Inner;
            case "CROSS":
                Advance();
                return JoinKind.Cross;
            default:
                var kind = Advance().Word switch
                {
                    "LEFT" => JoinKind.Left,
                    "RIGHT" => JoinKind.Right,
                    _ => JoinKind.Full,
                };
                Accept("OUTER");
                return kind;
        }
    }

    private Join ParseCondition(Join join, bool required, bool allowed)
    {
        if (allowed && Accept("ON"))
        {
            return join with { On = ParseExpression() };
        }

        if (allowed && Accept("USING"))
        {
            return join with { Using = ParseNames() };
        }

        return required ? throw Unexpected(Syntax.JoinCondition) : join;
    }

    private TableSource ParseSource()
    {
        var position = Current.Start;
        Enter(position);
        var lateral = Has(SqlFeatures.Lateral) && Accept("LATERAL");
        TableSource source;
        if (Is("("))
        {
            source = ParseBracketed(lateral, position);
        }
        else if (IsName(Current) || (Current.Kind == SqlTokenKind.Text && Has(SqlFeatures.StringNames)))
        {
            source = ParseNamed(lateral, position);
        }
        else
        {
            throw Unexpected(Syntax.Table);
        }

        Leave();
        return source;
    }

    private TableSource ParseNamed(bool lateral, int position)
    {
        var name = TakeTextAsName() ?? TakeName();
        var schema = Accept(".") ? name : null;
        if (schema is not null)
        {
            name = ParseLabel();
        }

        if (Is("("))
        {
            var call = ParseCall(name, schema, position, inFrom: true);
            var ordinality = Has(SqlFeatures.Lateral) && Accept("WITH", "ORDINALITY");
            var (functionAlias, functionColumns) = ParseAliasAndColumns();
            return new FunctionTable(call, functionAlias, lateral) { Columns = functionColumns, WithOrdinality = ordinality, Position = position };
        }

        if (lateral)
        {
            throw Unexpected(Syntax.Word("("));
        }

        var (alias, columns) = ParseAliasAndColumns();
        return new TableName(name, schema, alias) { Columns = columns, Position = position };
    }

    private TableSource ParseBracketed(bool lateral, int position)
    {
        Expect("(");
        if (AtQuery)
        {
            var query = ParseQuery();
            Expect(")");
            return ParseDerived(query, lateral, position);
        }

        var innerPosition = Current.Start;
        var inner = ParseSource();
        if (inner is DerivedTable { Alias: null, Lateral: false } operand && GoesOnAsQuery)
        {
            var query = ContinueQuery(operand.Query, innerPosition);
            Expect(")");
            return ParseDerived(query, lateral, position);
        }

        inner = ParseJoins(inner, innerPosition);
        while (Has(SqlFeatures.FreeJoins) && Accept(","))
        {
            inner = new Join(JoinKind.Cross, inner, ParseSource()) { Comma = true, Position = innerPosition };
            _height = Higher(_height, innerPosition);
            inner = ParseJoins(ParseCondition((Join)inner, required: false, allowed: true), innerPosition);
        }

        Expect(")");
        if (inner is DerivedTable { Alias: null, Lateral: false } derived)
        {
            return ParseDerived(derived.Query, lateral, position);
        }

        return lateral ? throw Unexpected(Syntax.Query) : inner;
    }

    private DerivedTable ParseDerived(Query query, bool lateral, int position)
    {
        var (alias, columns) = ParseAliasAndColumns();
        return new DerivedTable(query, alias, lateral) { Columns = columns, Position = position };
    }

    private (Identifier? Alias, NodeList<Identifier> Columns) ParseAliasAndColumns()
    {
        var alias = ParseTableAlias();
        return (alias, alias is not null && Has(SqlFeatures.ColumnAliases) && Is("(") ? ParseNames() : []);
    }
}
