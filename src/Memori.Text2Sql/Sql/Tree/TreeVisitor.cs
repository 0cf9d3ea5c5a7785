namespace Memori.Text2Sql.Sql.Tree;

/// <summary>Walks a tree, outer nodes before inner ones. Override what you look for and call the base to go on into the children.</summary>
public abstract class TreeVisitor
{
    /// <summary>Called for every node; goes on into its children.</summary>
    /// <exception cref="NotSupportedException">The kind of node is unknown: nothing is passed over.</exception>
    public virtual void Visit(SqlNode? node)
    {
        switch (node)
        {
            case null or Identifier or StarItem:
                break;
            case Query query:
                VisitQuery(query);
                break;
            case QueryBody body:
                VisitBody(body);
                break;
            case TableSource source:
                VisitSource(source);
                break;
            case Expression expression:
                VisitExpression(expression);
                break;
            default:
                VisitPart(node);
                break;
        }
    }

    /// <summary>Goes into a query: WITH, body, ORDER BY, LIMIT, OFFSET.</summary>
    protected virtual void VisitQuery(Query query)
    {
        Visit(query.With);
        Visit(query.Body);
        VisitAll(query.OrderBy);
        Visit(query.Limit);
        Visit(query.Offset);
    }

    /// <summary>Goes into a SELECT: FROM before the expressions that read it.</summary>
    protected virtual void VisitBody(QueryBody body)
    {
        switch (body)
        {
            case Select select:
                Visit(select.From);
                VisitAll(select.DistinctOn);
                VisitAll(select.Items);
                Visit(select.Where);
                VisitAll(select.GroupBy);
                Visit(select.Having);
                VisitAll(select.Windows);
                break;
            case Values values:
                foreach (var row in values.Rows)
                {
                    VisitAll(row);
                }

                break;
            case NestedQuery nested:
                Visit(nested.Query);
                break;
            case SetOperation set:
                Visit(set.Left);
                Visit(set.Right);
                break;
            default:
                throw Unknown(body);
        }
    }

    /// <summary>Goes into a source.</summary>
    protected virtual void VisitSource(TableSource source)
    {
        switch (source)
        {
            case TableName:
                break;
            case DerivedTable derived:
                Visit(derived.Query);
                break;
            case FunctionTable function:
                Visit(function.Call);
                break;
            case Join join:
                Visit(join.Left);
                Visit(join.Right);
                Visit(join.On);
                break;
            default:
                throw Unknown(source);
        }
    }

    /// <summary>Goes into an expression.</summary>
    protected virtual void VisitExpression(Expression expression)
    {
        switch (expression)
        {
            case Literal or TypedLiteral or ColumnName:
                break;
            case FunctionCall call:
                VisitAll(call.Arguments);
                VisitAll(call.OrderBy);
                VisitAll(call.WithinGroup);
                Visit(call.Filter);
                Visit(call.Over);
                break;
            case Unary unary:
                Visit(unary.Operand);
                break;
            case Binary binary:
                Visit(binary.Left);
                Visit(binary.Right);
                break;
            case Case @case:
                Visit(@case.Operand);
                VisitAll(@case.Whens);
                Visit(@case.Else);
                break;
            case Cast cast:
                Visit(cast.Operand);
                break;
            case Collate collate:
                Visit(collate.Operand);
                break;
            case Extract extract:
                Visit(extract.Operand);
                break;
            case AtTimeZone at:
                Visit(at.Operand);
                Visit(at.Zone);
                break;
            case NamedArgument named:
                Visit(named.Value);
                break;
            default:
                VisitPredicateOrComposite(expression);
                break;
        }
    }

    /// <summary>Goes into each of <paramref name="nodes"/>.</summary>
    protected void VisitAll<T>(NodeList<T> nodes)
        where T : SqlNode
    {
        foreach (var node in nodes)
        {
            Visit(node);
        }
    }

    private static NotSupportedException Unknown(SqlNode node) => new($"Unknown node {node.GetType().Name}.");

    private void VisitPredicateOrComposite(Expression expression)
    {
        switch (expression)
        {
            case Between between:
                Visit(between.Operand);
                Visit(between.Low);
                Visit(between.High);
                break;
            case InList list:
                Visit(list.Operand);
                VisitAll(list.Items);
                break;
            case InQuery query:
                Visit(query.Operand);
                Visit(query.Query);
                break;
            case Like like:
                Visit(like.Operand);
                Visit(like.Pattern);
                Visit(like.Escape);
                break;
            case IsTest test:
                Visit(test.Operand);
                break;
            case IsDistinct distinct:
                Visit(distinct.Left);
                Visit(distinct.Right);
                break;
            case Quantified quantified:
                Visit(quantified.Left);
                Visit(quantified.Query);
                Visit(quantified.Array);
                break;
            case Exists exists:
                Visit(exists.Query);
                break;
            case ScalarQuery scalar:
                Visit(scalar.Query);
                break;
            case ArrayQuery array:
                Visit(array.Query);
                break;
            case RowValue row:
                VisitAll(row.Items);
                break;
            case ArrayValue array:
                VisitAll(array.Items);
                break;
            case GroupingSets sets:
                VisitAll(sets.Sets);
                break;
            case Subscript subscript:
                Visit(subscript.Operand);
                Visit(subscript.Index);
                break;
            case Slice slice:
                Visit(slice.Operand);
                Visit(slice.Lower);
                Visit(slice.Upper);
                break;
            default:
                throw Unknown(expression);
        }
    }

    private void VisitPart(SqlNode node)
    {
        switch (node)
        {
            case WithClause with:
                VisitAll(with.Tables);
                break;
            case CommonTable table:
                Visit(table.Query);
                break;
            case ExpressionItem item:
                Visit(item.Expression);
                break;
            case OrderItem item:
                Visit(item.Expression);
                break;
            case WhenClause clause:
                Visit(clause.Condition);
                Visit(clause.Result);
                break;
            case NamedWindow window:
                Visit(window.Window);
                break;
            case Window window:
                VisitAll(window.PartitionBy);
                VisitAll(window.OrderBy);
                Visit(window.Frame);
                break;
            case WindowFrame frame:
                Visit(frame.Start);
                Visit(frame.End);
                break;
            case FrameBound bound:
                Visit(bound.Offset);
                break;
            default:
                throw Unknown(node);
        }
    }
}
