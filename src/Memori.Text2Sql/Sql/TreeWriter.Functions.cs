using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>Functions and windows.</summary>
internal sealed partial class TreeWriter
{
    private void Write(FunctionCall call)
    {
        Qualifier(call.Schema);
        writer.Add(call.Schema is null && SqlDialect.IsWord(dialect.FunctionWords, call.Name.Text) ? call.Name.Text : dialect.Quote(call.Name.Text));
        writer.Add("(");
        writer.Add(call.Distinct ? "DISTINCT " : "");
        if (call.Star)
        {
            writer.Add("*");
        }
        else if (call.ArgumentWords.Count > 0)
        {
            WordedArguments(call);
        }
        else
        {
            List(call.Arguments, Write);
        }

        OrderBy(call.OrderBy, call.Arguments.Count > 0 ? " " : "");
        writer.Add(")");
        if (call.WithinGroup.Count > 0)
        {
            writer.Add(" WITHIN GROUP (");
            OrderBy(call.WithinGroup, "");
            writer.Add(")");
        }

        if (call.Filter is { } filter)
        {
            writer.Add(" FILTER (WHERE ");
            Write(filter);
            writer.Add(")");
        }

        if (call.Over is { } window)
        {
            writer.Add(" OVER ");
            Write(window);
        }
    }

    private void WordedArguments(FunctionCall call)
    {
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var word = i < call.ArgumentWords.Count ? call.ArgumentWords[i] : "";
            writer.Add(i > 0 ? " " : "").Add(word).Add(word.Length > 0 ? " " : "");

            // A word such as IN or FROM after an argument must not be taken for an operator of it.
            Write(call.Arguments[i], _precedence.Range + 1);
        }
    }

    private void OrderBy(NodeList<OrderItem> items, string before)
    {
        if (items.Count > 0)
        {
            writer.Add(before).Add("ORDER BY ");
            List(items, Write);
        }
    }

    private void Write(NamedWindow window)
    {
        Write(window.Name);
        writer.Add(" AS ");
        Write(window.Window);
    }

    private void Write(Window window)
    {
        if (window is { NameOnly: true, Name: { } only })
        {
            Write(only);
            return;
        }

        writer.Add("(");
        var gap = "";
        if (window.Name is { } name)
        {
            Write(name);
            gap = " ";
        }

        if (window.PartitionBy.Count > 0)
        {
            writer.Add(gap).Add("PARTITION BY ");
            List(window.PartitionBy, Write);
            gap = " ";
        }

        if (window.OrderBy.Count > 0)
        {
            OrderBy(window.OrderBy, gap);
            gap = " ";
        }

        if (window.Frame is { } frame)
        {
            writer.Add(gap);
            Write(frame);
        }

        writer.Add(")");
    }

    private void Write(WindowFrame frame)
    {
        writer.Add(frame.Unit).Add(frame.End is null ? " " : " BETWEEN ");
        Write(frame.Start);
        if (frame.End is { } end)
        {
            writer.Add(" AND ");
            Write(end);
        }

        if (frame.Exclude is { } exclude)
        {
            writer.Add(" EXCLUDE ").Add(exclude);
        }
    }

    private void Write(FrameBound bound)
    {
        if (bound.Offset is { } offset)
        {
            // In BETWEEN … AND … an AND of the offset would be taken for the frame's.
            Write(offset, _precedence.Range + 1);
            writer.Add(" ");
        }

        writer.Add(bound.Kind);
    }
}
