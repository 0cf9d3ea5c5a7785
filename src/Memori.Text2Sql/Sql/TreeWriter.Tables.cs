using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql;

/// <summary>FROM.</summary>
internal sealed partial class TreeWriter
{
    private void Write(TableSource source)
    {
        switch (source)
        {
            case TableName table:
                Qualifier(table.Schema);
                Write(table.Name);
                Alias(table.Alias, table.Columns);
                break;
            case DerivedTable derived:
                writer.Add(derived.Lateral ? "LATERAL " : "");
                Nested(derived.Query);
                Alias(derived.Alias, derived.Columns);
                break;
            case FunctionTable function:
                writer.Add(function.Lateral ? "LATERAL " : "");
                Write(function.Call);
                writer.Add(function.WithOrdinality ? " WITH ORDINALITY" : "");
                Alias(function.Alias, function.Columns);
                break;
            case Join join:
                Write(join);
                break;
            default:
                throw new ArgumentException($"Unknown source {source.GetType().Name}.", nameof(source));
        }
    }

    private void Write(Join join)
    {
        // Where JOIN binds tighter than a comma, a comma to the left of JOIN would be read after it.
        var commas = !dialect.Has(SqlFeatures.StandardGrouping) || join.Comma;
        Left(join.Left, commas);
        if (join.Comma && commas)
        {
            writer.Add(",").Break();
        }
        else
        {
            writer.Break().Add(join.Natural ? "NATURAL " : "").Add(join.Kind switch
            {
                JoinKind.Inner => "JOIN ",
                JoinKind.Left => "LEFT JOIN ",
                JoinKind.Right => "RIGHT JOIN ",
                JoinKind.Full => "FULL JOIN ",
                _ => "CROSS JOIN ",
            });
        }

        if (join.Right is Join right && !(join.Comma && dialect.Has(SqlFeatures.StandardGrouping) && !right.Comma))
        {
            Bracketed(right);
        }
        else
        {
            Write(join.Right);
        }

        if (join.On is { } condition)
        {
            writer.Add(" ON ");
            Write(condition);
        }
        else if (join.Using.Count > 0)
        {
            writer.Add(" USING ");
            Columns(join.Using);
        }
    }

    private void Left(TableSource left, bool commas)
    {
        if (left is Join { Comma: true } join && !commas)
        {
            Bracketed(join);
        }
        else
        {
            Write(left);
        }
    }

    private void Bracketed(Join join)
    {
        writer.Open();

        // A comma may not stand inside parentheses everywhere; CROSS JOIN says the same.
        Write(join.Comma && dialect.Has(SqlFeatures.StandardGrouping) ? join with { Comma = false } : join);
        writer.Close();
    }

    private void Alias(Identifier? alias, NodeList<Identifier> columns)
    {
        Alias(alias);
        Columns(columns);
    }
}
