using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>BETWEEN, IN, LIKE, IS, EXISTS, ANY.</summary>
internal sealed partial class TreeWriter
{
    private bool WritePredicate(Expression expression)
    {
        switch (expression)
        {
            case Between between:
                RangeOperand(between.Operand);
                writer.Add(between.Not ? " NOT BETWEEN " : " BETWEEN ").Add(between.Symmetric ? "SYMMETRIC " : "");
                Write(between.Low, _precedence.Range + 1);
                writer.Add(" AND ");
                Write(between.High, _precedence.Range + 1);
                return true;
            case InList list:
                RangeOperand(list.Operand);
                writer.Add(list.Not ? " NOT IN " : " IN ");
                Parenthesised(list.Items);
                return true;
            case InQuery query:
                RangeOperand(query.Operand);
                writer.Add(query.Not ? " NOT IN " : " IN ");
                Nested(query.Query);
                return true;
            case Like like:
                Write(like);
                return true;
            case IsTest test:
                IsOperand(test.Operand);
                writer.Add(test.Not ? " IS NOT " : " IS ").Add(test.Test);
                return true;
            case IsDistinct distinct:
                IsOperand(distinct.Left);
                writer.Add(distinct.Not ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ");
                Write(distinct.Right, _precedence.Is + 1);
                return true;
            case Exists exists:
                writer.Add("EXISTS ");
                Nested(exists.Query);
                return true;
            case Quantified quantified:
                Write(quantified);
                return true;
            default:
                return false;
        }
    }

    private void Write(Like like)
    {
        RangeOperand(like.Operand);
        writer.Add(like.Not ? " NOT " : " ").Add(dialect.Has(SqlFeatures.ILikeAndSimilar) || like.Operator != "ILIKE" ? like.Operator : "LIKE").Add(" ");
        Write(like.Pattern, like.Escape is null ? _precedence.Range + 1 : _precedence.Escape);
        if (like.Escape is { } escape)
        {
            writer.Add(" ESCAPE ");
            Write(escape, _precedence.Escape);
        }
    }

    private void Write(Quantified quantified)
    {
        var level = Level(quantified);
        Write(quantified.Left, _precedence.NotAssociative.Contains(level) ? level + 1 : level);
        writer.Add(" ").Add(quantified.Operator).Add(quantified.All ? " ALL " : " ANY ");
        if (quantified.Query is { } query)
        {
            Nested(query);
        }
        else if (quantified.Array is { } array)
        {
            writer.Add("(");
            Write(array);
            writer.Add(")");
        }
    }

    private void RangeOperand(Expression operand) => LeftOperand(operand, _precedence.Range);

    private void IsOperand(Expression operand) => LeftOperand(operand, _precedence.Is);

    private void LeftOperand(Expression operand, int level) =>
        Write(operand, _precedence.NotAssociative.Contains(level) ? level + 1 : level);
}
