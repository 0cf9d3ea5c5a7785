using System.Diagnostics.CodeAnalysis;

namespace Memori.Text2Sql.Sql.Tree;

/// <summary>
/// Builds a tree from another, in the order of <see cref="TreeVisitor"/>. Override what you want to change and call the base to go on into the children.
/// A subtree that nothing changed in is returned as the same instance; a changed node keeps its position.
/// </summary>
public abstract partial class TreeRewriter
{
    /// <summary>The query as rewritten: WITH, body, ORDER BY, LIMIT, OFFSET.</summary>
    /// <exception cref="NotSupportedException">A kind of node is unknown: nothing is passed over.</exception>
    public virtual Query RewriteQuery(Query query)
    {
        var with = Rewrite(query.With);
        var body = RewriteBody(query.Body);
        var order = RewriteAll(query.OrderBy, RewriteOrder);
        var limit = Rewrite(query.Limit);
        var offset = Rewrite(query.Offset);
        return Same(with, query.With) && Same(body, query.Body) && Same(order, query.OrderBy) && Same(limit, query.Limit) && Same(offset, query.Offset)
            ? query
            : query with { With = with, Body = body, OrderBy = order, Limit = limit, Offset = offset };
    }

    /// <summary>What a query consists of before ORDER BY.</summary>
    protected virtual QueryBody RewriteBody(QueryBody body)
    {
        switch (body)
        {
            case Select select:
                return RewriteSelect(select);
            case Values values:
                var rows = RewriteAll(values.Rows, RewriteAll);
                return Same(rows, values.Rows) ? values : values with { Rows = rows };
            case NestedQuery nested:
                var query = RewriteQuery(nested.Query);
                return Same(query, nested.Query) ? nested : nested with { Query = query };
            case SetOperation set:
                var left = RewriteBody(set.Left);
                var right = RewriteBody(set.Right);
                return Same(left, set.Left) && Same(right, set.Right) ? set : set with { Left = left, Right = right };
            default:
                throw Unknown(body);
        }
    }

    /// <summary>A SELECT: FROM before the expressions that read it.</summary>
    protected virtual Select RewriteSelect(Select select)
    {
        var from = Rewrite(select.From);
        var distinctOn = RewriteAll(select.DistinctOn);
        var items = RewriteAll(select.Items, RewriteItem);
        var where = Rewrite(select.Where);
        var groups = RewriteAll(select.GroupBy);
        var having = Rewrite(select.Having);
        var windows = RewriteAll(select.Windows, RewriteNamedWindow);
        return Same(from, select.From) && Same(distinctOn, select.DistinctOn) && Same(items, select.Items) && Same(where, select.Where)
            && Same(groups, select.GroupBy) && Same(having, select.Having) && Same(windows, select.Windows)
            ? select
            : select with { From = from, DistinctOn = distinctOn, Items = items, Where = where, GroupBy = groups, Having = having, Windows = windows };
    }

    /// <summary>An item of the SELECT list.</summary>
    protected virtual SelectItem RewriteItem(SelectItem item)
    {
        switch (item)
        {
            case StarItem star:
                return star;
            case ExpressionItem named:
                var expression = RewriteExpression(named.Expression);
                return Same(expression, named.Expression) ? named : named with { Expression = expression };
            default:
                throw Unknown(item);
        }
    }

    /// <summary>What FROM reads.</summary>
    protected virtual TableSource RewriteSource(TableSource source)
    {
        switch (source)
        {
            case TableName:
                return source;
            case DerivedTable derived:
                var query = RewriteQuery(derived.Query);
                return Same(query, derived.Query) ? derived : derived with { Query = query };
            case FunctionTable function:
                var call = RewriteCall(function.Call);
                return Same(call, function.Call) ? function : function with { Call = call };
            case Join join:
                var left = RewriteSource(join.Left);
                var right = RewriteSource(join.Right);
                var on = Rewrite(join.On);
                return Same(left, join.Left) && Same(right, join.Right) && Same(on, join.On) ? join : join with { Left = left, Right = right, On = on };
            default:
                throw Unknown(source);
        }
    }

    /// <summary>A common table.</summary>
    protected virtual CommonTable RewriteCommonTable(CommonTable table)
    {
        var query = RewriteQuery(table.Query);
        return Same(query, table.Query) ? table : table with { Query = query };
    }

    /// <summary>The expressions, each as rewritten.</summary>
    protected NodeList<Expression> RewriteAll(NodeList<Expression> expressions) => RewriteAll(expressions, RewriteExpression);

    /// <summary>The list, each item as <paramref name="rewrite"/> makes it; the same instance when all are.</summary>
    protected static NodeList<T> RewriteAll<T>(NodeList<T> items, Func<T, T> rewrite)
        where T : class
    {
        T[]? changed = null;
        for (var i = 0; i < items.Count; i++)
        {
            var item = rewrite(items[i]);
            if (changed is null && !Same(item, items[i]))
            {
                changed = [.. items];
            }

            if (changed is not null)
            {
                changed[i] = item;
            }
        }

        return changed is null ? items : [.. changed];
    }

    private static bool Same(object? one, object? other) => ReferenceEquals(one, other);

    private static NotSupportedException Unknown(SqlNode node) => new($"Unknown node {node.GetType().Name}.");

    [return: NotNullIfNotNull(nameof(expression))]
    private Expression? Rewrite(Expression? expression) => expression is null ? null : RewriteExpression(expression);

    private TableSource? Rewrite(TableSource? source) => source is null ? null : RewriteSource(source);

    private WithClause? Rewrite(WithClause? with)
    {
        if (with is null)
        {
            return null;
        }

        var tables = RewriteAll(with.Tables, RewriteCommonTable);
        return Same(tables, with.Tables) ? with : with with { Tables = tables };
    }

    private OrderItem RewriteOrder(OrderItem item)
    {
        var expression = RewriteExpression(item.Expression);
        return Same(expression, item.Expression) ? item : item with { Expression = expression };
    }

    private NamedWindow RewriteNamedWindow(NamedWindow named)
    {
        var window = RewriteWindow(named.Window);
        return Same(window, named.Window) ? named : named with { Window = window };
    }

    private Window RewriteWindow(Window window)
    {
        var partition = RewriteAll(window.PartitionBy);
        var order = RewriteAll(window.OrderBy, RewriteOrder);
        var frame = window.Frame is null ? null : RewriteFrame(window.Frame);
        return Same(partition, window.PartitionBy) && Same(order, window.OrderBy) && Same(frame, window.Frame)
            ? window
            : window with { PartitionBy = partition, OrderBy = order, Frame = frame };
    }

    private WindowFrame RewriteFrame(WindowFrame frame)
    {
        var start = RewriteBound(frame.Start);
        var end = frame.End is null ? null : RewriteBound(frame.End);
        return Same(start, frame.Start) && Same(end, frame.End) ? frame : frame with { Start = start, End = end };
    }

    private FrameBound RewriteBound(FrameBound bound)
    {
        var offset = Rewrite(bound.Offset);
        return Same(offset, bound.Offset) ? bound : bound with { Offset = offset };
    }
}
