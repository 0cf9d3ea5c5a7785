using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>Writes conditions on the time of day.</summary>
internal static class ClockExpression
{
    /// <summary>The condition that a column, written as <paramref name="left"/>, lies within a part of the day.</summary>
    public static Expression Within(ColumnNode column, Expression left, ClockMention clock, SqlDialect dialect)
    {
        var time = column.Schema.Type == ColumnType.Time ? left : dialect.ClockText(left);
        var from = clock.From is { } begin ? SqlTree.Compare(">=", time, Text(begin)) : null;
        var to = clock.To is { } end && end != TimeOnly.MinValue ? SqlTree.Compare("<", time, Text(end)) : null;
        return from is null || to is null ? (from ?? to)! : new Binary(clock.From > clock.To ? "OR" : "AND", from, to);
    }

    private static Expression Text(TimeOnly time) => SqlTree.Text(time.ToString("HH:mm", CultureInfo.InvariantCulture));
}
