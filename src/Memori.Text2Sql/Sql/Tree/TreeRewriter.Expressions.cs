namespace Memori.Text2Sql.Sql.Tree;

/// <summary>Expressions.</summary>
public abstract partial class TreeRewriter
{
    /// <summary>An expression.</summary>
    protected virtual Expression RewriteExpression(Expression expression)
    {
        switch (expression)
        {
            case Literal or TypedLiteral or ColumnName:
                return expression;
            case FunctionCall call:
                return RewriteCall(call);
            case Unary unary:
                var operand = RewriteExpression(unary.Operand);
                return Same(operand, unary.Operand) ? unary : unary with { Operand = operand };
            case Binary binary:
                var left = RewriteExpression(binary.Left);
                var right = RewriteExpression(binary.Right);
                return Same(left, binary.Left) && Same(right, binary.Right) ? binary : binary with { Left = left, Right = right };
            case Case @case:
                return RewriteCase(@case);
            default:
                return RewriteConversion(expression) ?? RewritePredicate(expression) ?? RewriteComposite(expression) ?? throw Unknown(expression);
        }
    }

    /// <summary>A call, also where it stands in FROM.</summary>
    protected virtual FunctionCall RewriteCall(FunctionCall call)
    {
        var arguments = RewriteAll(call.Arguments);
        var order = RewriteAll(call.OrderBy, RewriteOrder);
        var within = RewriteAll(call.WithinGroup, RewriteOrder);
        var filter = Rewrite(call.Filter);
        var over = call.Over is null ? null : RewriteWindow(call.Over);
        return Same(arguments, call.Arguments) && Same(order, call.OrderBy) && Same(within, call.WithinGroup) && Same(filter, call.Filter) && Same(over, call.Over)
            ? call
            : call with { Arguments = arguments, OrderBy = order, WithinGroup = within, Filter = filter, Over = over };
    }

    private Case RewriteCase(Case @case)
    {
        var operand = Rewrite(@case.Operand);
        var whens = RewriteAll(@case.Whens, RewriteWhen);
        var otherwise = Rewrite(@case.Else);
        return Same(operand, @case.Operand) && Same(whens, @case.Whens) && Same(otherwise, @case.Else)
            ? @case
            : @case with { Operand = operand, Whens = whens, Else = otherwise };
    }

    private WhenClause RewriteWhen(WhenClause clause)
    {
        var condition = RewriteExpression(clause.Condition);
        var result = RewriteExpression(clause.Result);
        return Same(condition, clause.Condition) && Same(result, clause.Result) ? clause : clause with { Condition = condition, Result = result };
    }

    private Expression? RewriteConversion(Expression expression)
    {
        switch (expression)
        {
            case Cast cast:
                var value = RewriteExpression(cast.Operand);
                return Same(value, cast.Operand) ? cast : cast with { Operand = value };
            case Collate collate:
                var text = RewriteExpression(collate.Operand);
                return Same(text, collate.Operand) ? collate : collate with { Operand = text };
            case Extract extract:
                var time = RewriteExpression(extract.Operand);
                return Same(time, extract.Operand) ? extract : extract with { Operand = time };
            case AtTimeZone at:
                var moment = RewriteExpression(at.Operand);
                var zone = RewriteExpression(at.Zone);
                return Same(moment, at.Operand) && Same(zone, at.Zone) ? at : at with { Operand = moment, Zone = zone };
            case NamedArgument named:
                var argument = RewriteExpression(named.Value);
                return Same(argument, named.Value) ? named : named with { Value = argument };
            default:
                return null;
        }
    }

    private Expression? RewritePredicate(Expression expression)
    {
        switch (expression)
        {
            case Between between:
                var (middle, low, high) = (RewriteExpression(between.Operand), RewriteExpression(between.Low), RewriteExpression(between.High));
                return Same(middle, between.Operand) && Same(low, between.Low) && Same(high, between.High)
                    ? between
                    : between with { Operand = middle, Low = low, High = high };
            case InList list:
                var member = RewriteExpression(list.Operand);
                var items = RewriteAll(list.Items);
                return Same(member, list.Operand) && Same(items, list.Items) ? list : list with { Operand = member, Items = items };
            case InQuery within:
                var key = RewriteExpression(within.Operand);
                var query = RewriteQuery(within.Query);
                return Same(key, within.Operand) && Same(query, within.Query) ? within : within with { Operand = key, Query = query };
            case Like like:
                var (text, pattern, escape) = (RewriteExpression(like.Operand), RewriteExpression(like.Pattern), Rewrite(like.Escape));
                return Same(text, like.Operand) && Same(pattern, like.Pattern) && Same(escape, like.Escape)
                    ? like
                    : like with { Operand = text, Pattern = pattern, Escape = escape };
            case IsTest test:
                var tested = RewriteExpression(test.Operand);
                return Same(tested, test.Operand) ? test : test with { Operand = tested };
            case IsDistinct distinct:
                var left = RewriteExpression(distinct.Left);
                var right = RewriteExpression(distinct.Right);
                return Same(left, distinct.Left) && Same(right, distinct.Right) ? distinct : distinct with { Left = left, Right = right };
            case Quantified quantified:
                return RewriteQuantified(quantified);
            case Exists exists:
                var found = RewriteQuery(exists.Query);
                return Same(found, exists.Query) ? exists : exists with { Query = found };
            default:
                return null;
        }
    }

    private Quantified RewriteQuantified(Quantified quantified)
    {
        var left = RewriteExpression(quantified.Left);
        var query = quantified.Query is null ? null : RewriteQuery(quantified.Query);
        var array = Rewrite(quantified.Array);
        return Same(left, quantified.Left) && Same(query, quantified.Query) && Same(array, quantified.Array)
            ? quantified
            : quantified with { Left = left, Query = query, Array = array };
    }

    private Expression? RewriteComposite(Expression expression)
    {
        switch (expression)
        {
            case ScalarQuery scalar:
                var query = RewriteQuery(scalar.Query);
                return Same(query, scalar.Query) ? scalar : scalar with { Query = query };
            case ArrayQuery array:
                var rows = RewriteQuery(array.Query);
                return Same(rows, array.Query) ? array : array with { Query = rows };
            case RowValue row:
                var fields = RewriteAll(row.Items);
                return Same(fields, row.Items) ? row : row with { Items = fields };
            case ArrayValue array:
                var items = RewriteAll(array.Items);
                return Same(items, array.Items) ? array : array with { Items = items };
            case GroupingSets grouping:
                var sets = RewriteAll(grouping.Sets);
                return Same(sets, grouping.Sets) ? grouping : grouping with { Sets = sets };
            case Subscript subscript:
                var (from, index) = (RewriteExpression(subscript.Operand), RewriteExpression(subscript.Index));
                return Same(from, subscript.Operand) && Same(index, subscript.Index) ? subscript : subscript with { Operand = from, Index = index };
            case Slice slice:
                var (whole, lower, upper) = (RewriteExpression(slice.Operand), Rewrite(slice.Lower), Rewrite(slice.Upper));
                return Same(whole, slice.Operand) && Same(lower, slice.Lower) && Same(upper, slice.Upper)
                    ? slice
                    : slice with { Operand = whole, Lower = lower, Upper = upper };
            default:
                return null;
        }
    }
}
