using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Slicing;

/// <summary>The second stage: of a wide table, the columns that matter for a question. Keys always stay, so that what is left still joins.</summary>
internal static class ColumnChooser
{
    /// <summary>The table with at most <paramref name="most"/> columns (its keys may be more), in their own order; the same instance when it is no wider.</summary>
    public static TableSchema Trim(DatabaseIndex index, TableNode table, LinkResult links, int most)
    {
        if (table.Columns.Count <= most)
        {
            return table.Schema;
        }

        var named = Named(table, links);
        var referred = index.Joins.EdgesOf(table).Select(e => e.From.Table == table ? e.From : e.To).ToHashSet();
        var keys = table.Schema.ForeignKeys.SelectMany(k => k.Columns).Concat(table.Schema.PrimaryKey).ToHashSet(StringComparer.Ordinal);
        bool IsKey(ColumnNode column) => referred.Contains(column) || keys.Contains(column.Name);
        var kept = table.Columns
            .Select((column, at) => (Column: column, At: at, IsKey: IsKey(column), Worth: Worth(index, table, column, named)))
            .OrderByDescending(c => c.IsKey).ThenByDescending(c => c.Worth).ThenBy(c => c.At)
            .TakeWhile((c, i) => c.IsKey || i < most)
            .OrderBy(c => c.At)
            .Select(c => c.Column.Schema);
        return table.Schema with { Columns = [.. kept] };
    }

    private static Dictionary<ColumnNode, double> Named(TableNode table, LinkResult links)
    {
        var named = new Dictionary<ColumnNode, double>();
        foreach (var (column, score) in links.Mentions.SelectMany(m => m.Columns.Select(c => (c.Column, c.Score)).Concat(m.Values.Select(v => (v.Column, v.Score)))))
        {
            if (column.Table == table)
            {
                named[column] = Math.Max(named.GetValueOrDefault(column), score);
            }
        }

        return named;
    }

    private static double Worth(DatabaseIndex index, TableNode table, ColumnNode column, Dictionary<ColumnNode, double> named) =>
        (2 * named.GetValueOrDefault(column))
        + (table.Display.Contains(column) ? 1 : 0)
        + (index.Copies.IsHousekeeping(column.Name) ? 0 : 0.5);
}
