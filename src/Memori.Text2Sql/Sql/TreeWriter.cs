using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Walks the tree and writes it: queries.</summary>
internal sealed partial class TreeWriter(SqlDialect dialect, SqlWriter writer)
{
    private const int ItemsOnOneLine = 4;

    private readonly Precedence _precedence = dialect.Precedence;

    public void Write(Query query)
    {
        if (query.With is { } with)
        {
            writer.Add(with.Recursive ? "WITH RECURSIVE " : "WITH ");
            List(with.Tables, Write, broken: true);
            writer.Break();
        }

        WriteBody(query.Body, operandOf: null, right: false);
        if (query.OrderBy.Count > 0)
        {
            writer.Break().Add("ORDER BY ");
            List(query.OrderBy, Write);
        }

        if (query is { Limit: { } count, WithTies: true })
        {
            // In parentheses any expression may stand here, also a column whose name is ROWS.
            writer.Break().Add("FETCH FIRST ");
            Write(count, count is Literal { Kind: LiteralKind.Number } ? 0 : Precedence.Primary + 1);
            writer.Add(" ROWS WITH TIES");
        }
        else if (query.Limit is { } limit)
        {
            writer.Break().Add("LIMIT ");
            Write(limit);
        }

        if (query.Offset is { } offset)
        {
            if (query.Limit is null && dialect.Has(SqlFeatures.OffsetNeedsLimit))
            {
                writer.Break().Add("LIMIT -1");
            }

            writer.Break().Add("OFFSET ");
            Write(offset);
        }
    }

    private void Write(CommonTable table)
    {
        Write(table.Name);
        Columns(table.Columns);
        writer.Add(table.Materialized switch
        {
            true => " AS MATERIALIZED ",
            false => " AS NOT MATERIALIZED ",
            null => " AS ",
        });
        Nested(table.Query);
    }

    private void WriteBody(QueryBody body, SetOperation? operandOf, bool right)
    {
        switch (body)
        {
            case Select select:
                Write(select);
                break;
            case Values values:
                writer.Add("VALUES ");
                List(values.Rows, Parenthesised);
                break;
            case NestedQuery nested:
                Operand(() => Write(nested.Query));
                break;
            case SetOperation set when operandOf is not null && NeedsParentheses(set, operandOf, right):
                Operand(() => Write(set));
                break;
            case SetOperation set:
                Write(set);
                break;
            default:
                throw new ArgumentException($"Unknown query body {body.GetType().Name}.", nameof(body));
        }
    }

    private void Write(SetOperation set)
    {
        WriteBody(set.Left, set, right: false);
        writer.Break().Add(set.Operator switch
        {
            SetOperator.Union => "UNION",
            SetOperator.Intersect => "INTERSECT",
            _ => "EXCEPT",
        });
        writer.Add(set.All ? " ALL" : "").Break();
        WriteBody(set.Right, set, right: true);
    }

    private bool NeedsParentheses(SetOperation inner, SetOperation outer, bool right) =>
        right
            ? !dialect.Has(SqlFeatures.StandardGrouping) || Level(inner) <= Level(outer)
            : dialect.Has(SqlFeatures.StandardGrouping) && Level(inner) < Level(outer);

    private static int Level(SetOperation set) => set.Operator == SetOperator.Intersect ? 1 : 0;

    /// <summary>Where operands can't stand in parentheses, they are read through a SELECT.</summary>
    private void Operand(Action write)
    {
        writer.Add(dialect.Has(SqlFeatures.StandardGrouping) ? "" : "SELECT * FROM ");
        writer.Open();
        write();
        writer.Close();
    }

    private void Write(Select select)
    {
        writer.Add("SELECT ");
        if (select.DistinctOn.Count > 0)
        {
            writer.Add("DISTINCT ON ");
            Parenthesised(select.DistinctOn);
            writer.Add(" ");
        }
        else if (select.Distinct)
        {
            writer.Add("DISTINCT ");
        }

        List(select.Items, Write, broken: select.Items.Count > ItemsOnOneLine);
        if (select.From is { } from)
        {
            writer.Break().Add("FROM ");
            Write(from);
        }

        Condition("WHERE ", select.Where);
        if (select.GroupBy.Count > 0)
        {
            writer.Break().Add("GROUP BY ");
            List(select.GroupBy, Write);
        }

        Condition("HAVING ", select.Having);
        if (select.Windows.Count > 0)
        {
            writer.Break().Add("WINDOW ");
            List(select.Windows, Write);
        }
    }

    private void Write(SelectItem item)
    {
        switch (item)
        {
            case StarItem star:
                Qualifier(star.Schema);
                Qualifier(star.Table);
                writer.Add("*");
                break;
            case ExpressionItem expression:
                Write(expression.Expression);
                Alias(expression.Alias);
                break;
            default:
                throw new ArgumentException($"Unknown item {item.GetType().Name}.", nameof(item));
        }
    }

    private void Condition(string clause, Expression? condition)
    {
        if (condition is null)
        {
            return;
        }

        writer.Break().Add(clause);
        writer.Indent();
        Conjunction(condition);
        writer.Outdent();
    }

    private void Conjunction(Expression condition)
    {
        if (condition is Binary { Operator: "AND" } and && and.Right is not Binary { Operator: "AND" })
        {
            Conjunction(and.Left, Precedence.And);
            writer.Break().Add("AND ");
            Write(and.Right, Precedence.And + 1);
            return;
        }

        Write(condition);
    }

    private void Conjunction(Expression condition, int least)
    {
        if (condition is Binary { Operator: "AND" })
        {
            Conjunction(condition);
            return;
        }

        Write(condition, least);
    }

    private void Write(OrderItem item)
    {
        Write(item.Expression);
        writer.Add(item.Descending ? " DESC" : "");
        writer.Add(item.NullsFirst switch
        {
            true => " NULLS FIRST",
            false => " NULLS LAST",
            null => "",
        });
    }

    private void Nested(Query query)
    {
        writer.Open();
        Write(query);
        writer.Close();
    }

    private void Parenthesised(NodeList<Expression> items)
    {
        writer.Add("(");
        List(items, Write);
        writer.Add(")");
    }

    private void List<T>(NodeList<T> items, Action<T> write, bool broken = false)
    {
        if (broken)
        {
            writer.Indent();
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                writer.Add(",");
                _ = broken ? writer.Break() : writer.Add(" ");
            }

            write(items[i]);
        }

        if (broken)
        {
            writer.Outdent();
        }
    }

    private void Write(Identifier name) => writer.Add(dialect.Quote(name.Text));

    private void Qualifier(Identifier? name)
    {
        if (name is not null)
        {
            Write(name);
            writer.Add(".");
        }
    }

    private void Alias(Identifier? alias)
    {
        if (alias is not null)
        {
            writer.Add(" AS ");
            Write(alias);
        }
    }

    private void Columns(NodeList<Identifier> columns)
    {
        if (columns.Count > 0)
        {
            writer.Add("(");
            List(columns, Write);
            writer.Add(")");
        }
    }
}
