using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Expressions: parentheses only where the operators' precedence would read something else.</summary>
internal sealed partial class TreeWriter
{
    public void Write(Expression expression) => Write(expression, 0);

    private void Write(Expression expression, int least)
    {
        if (Level(expression) < least)
        {
            writer.Add("(");
            WriteBare(expression);
            writer.Add(")");
        }
        else
        {
            WriteBare(expression);
        }
    }

    private int Level(Expression expression) => expression switch
    {
        Literal { Kind: LiteralKind.Number } number when number.Value.StartsWith('-') => _precedence.Unary,
        Unary unary => _precedence.OfPrefix(unary.Operator),
        Binary binary => _precedence.OfInfix(binary.Operator),
        Between or InList or InQuery or Like => _precedence.Range,
        IsTest or IsDistinct => _precedence.Is,
        Quantified quantified => IsLike(quantified.Operator) ? _precedence.Range : _precedence.OfInfix(quantified.Operator),
        Cast { Colons: true } when dialect.Has(SqlFeatures.ColonCast) => _precedence.Cast,
        Collate => _precedence.Collate,
        AtTimeZone => _precedence.AtTimeZone,
        Subscript or Slice => _precedence.Subscript,
        NamedArgument => 0,
        _ => Precedence.Primary,
    };

    private static bool IsLike(string op) => op.EndsWith("LIKE", StringComparison.Ordinal);

    private void WriteBare(Expression expression)
    {
        switch (expression)
        {
            case Literal literal:
                Write(literal);
                break;
            case TypedLiteral literal:
                writer.Add(literal.Type.ToUpperInvariant()).Add(" ");
                dialect.WriteText(writer.Text, literal.Value);
                writer.Add(literal.Fields is null ? "" : " ").Add(literal.Fields ?? "");
                break;
            case ColumnName column:
                Qualifier(column.Schema);
                Qualifier(column.Table);
                Write(column.Name);
                break;
            case FunctionCall call:
                Write(call);
                break;
            case Unary unary:
                Write(unary);
                break;
            case Binary binary:
                Infix(binary.Left, binary.Operator, binary.Right, _precedence.OfInfix(binary.Operator));
                break;
            case Case @case:
                Write(@case);
                break;
            case Cast cast:
                Write(cast);
                break;
            case Extract extract:
                writer.Add("EXTRACT(").Add(extract.Field).Add(" FROM ");
                Write(extract.Operand);
                writer.Add(")");
                break;
            case Collate collate:
                Write(collate.Operand, _precedence.Collate);
                writer.Add(" COLLATE ");
                Write(collate.Collation);
                break;
            case AtTimeZone at:
                Infix(at.Operand, "AT TIME ZONE", at.Zone, _precedence.AtTimeZone);
                break;
            case NamedArgument named:
                Write(named.Name);
                writer.Add(" => ");
                Write(named.Value);
                break;
            default:
                WriteOther(expression);
                break;
        }
    }

    private void WriteOther(Expression expression)
    {
        if (!WritePredicate(expression) && !WriteComposite(expression))
        {
            throw new ArgumentException($"Unknown expression {expression.GetType().Name}.", nameof(expression));
        }
    }

    private bool WriteComposite(Expression expression)
    {
        switch (expression)
        {
            case ScalarQuery scalar:
                Nested(scalar.Query);
                return true;
            case RowValue { Items.Count: 1 } row:
                writer.Add("ROW");
                Parenthesised(row.Items);
                return true;
            case RowValue row:
                Parenthesised(row.Items);
                return true;
            case ArrayValue array:
                writer.Add("ARRAY[");
                List(array.Items, Write);
                writer.Add("]");
                return true;
            case ArrayQuery array:
                writer.Add("ARRAY");
                Nested(array.Query);
                return true;
            case Subscript subscript:
                Indexed(subscript.Operand);
                Write(subscript.Index);
                writer.Add("]");
                return true;
            case Slice slice:
                Indexed(slice.Operand);
                Optional(slice.Lower);
                writer.Add(":");
                Optional(slice.Upper);
                writer.Add("]");
                return true;
            case GroupingSets sets:
                writer.Add(sets.Kind).Add(" ");
                Parenthesised(sets.Sets);
                return true;
            default:
                return false;
        }
    }

    private void Optional(Expression? expression)
    {
        if (expression is not null)
        {
            // `a[x::y]` must not become a cast of what stands before the colon.
            Write(expression, Precedence.Primary);
        }
    }

    private void Indexed(Expression operand)
    {
        Write(operand, operand is ColumnName or Subscript or Slice ? 0 : Precedence.Primary + 1);
        writer.Add("[");
    }

    private void Infix(Expression left, string op, Expression right, int level)
    {
        Write(left, _precedence.NotAssociative.Contains(level) ? level + 1 : level);
        writer.Add(" ").Add(op).Add(" ");
        Write(right, level + 1);
    }

    private void Write(Unary unary)
    {
        writer.Add(unary.Operator);
        if (unary.Operator == "NOT")
        {
            writer.Add(" ");
        }

        var start = writer.Text.Length;
        Write(unary.Operand, _precedence.OfPrefixOperand(unary.Operator));
        if (writer.Text.Length > start && "+-~@|!".Contains(writer.Text[start], StringComparison.Ordinal))
        {
            // Without the space `--` would be a comment and `~-` another operator.
            writer.Text.Insert(start, ' ');
        }
    }

    private void Write(Literal literal)
    {
        switch (literal.Kind)
        {
            case LiteralKind.Text:
                dialect.WriteText(writer.Text, literal.Value);
                break;
            case LiteralKind.Blob:
                writer.Add("X'").Add(literal.Value).Add("'");
                break;
            default:
                writer.Add(literal.Value);
                break;
        }
    }

    private void Write(Case @case)
    {
        writer.Add("CASE");
        if (@case.Operand is { } operand)
        {
            writer.Add(" ");
            Write(operand);
        }

        foreach (var when in @case.Whens)
        {
            writer.Add(" WHEN ");
            Write(when.Condition);
            writer.Add(" THEN ");
            Write(when.Result);
        }

        if (@case.Else is { } otherwise)
        {
            writer.Add(" ELSE ");
            Write(otherwise);
        }

        writer.Add(" END");
    }

    private void Write(Cast cast)
    {
        if (cast.Colons && dialect.Has(SqlFeatures.ColonCast))
        {
            Write(cast.Operand, _precedence.Cast);
            writer.Add("::").Add(cast.Type);
            return;
        }

        writer.Add("CAST(");
        Write(cast.Operand);
        writer.Add(" AS ").Add(cast.Type).Add(")");
    }
}
