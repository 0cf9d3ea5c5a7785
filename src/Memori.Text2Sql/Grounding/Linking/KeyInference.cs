namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>The joins of a database: foreign keys as declared, and those that names and values suggest where none is declared.</summary>
internal static class KeyInference
{
    private const double InferredCost = 1.2;

    public static IReadOnlyList<JoinEdge> Edges(IReadOnlyList<TableNode> tables)
    {
        var edges = new List<JoinEdge>();
        foreach (var table in tables)
        {
            foreach (var key in table.Schema.ForeignKeys.Where(k => k.Columns.Count == 1))
            {
                var target = tables.FirstOrDefault(t => Same(t.Name, key.ReferencedTable) && (key.ReferencedSchema is null || key.ReferencedSchema == t.Schema.Schema));
                var from = Find(table, key.Columns[0]);
                var to = target is null ? null : key.ReferencedColumns is [var column] ? Find(target, column) : target.Columns.FirstOrDefault(c => c.IsPrimaryKey);
                if (from is not null && to is not null && from != to)
                {
                    edges.Add(new JoinEdge(from, to, 1));
                }
            }
        }

        var declared = edges.ToList();
        foreach (var from in tables.SelectMany(t => t.Columns))
        {
            foreach (var to in tables.Where(t => t != from.Table).SelectMany(t => t.Columns.Where(c => Suggests(from, c))))
            {
                if (!Known(declared, from, to))
                {
                    edges.Add(new JoinEdge(from, to, InferredCost));
                }
            }
        }

        return edges;
    }

    // A column already tied to a table, or two tables already tied by any key, need no guess.
    private static bool Known(List<JoinEdge> edges, ColumnNode from, ColumnNode to) =>
        edges.Exists(e => e.From == from
            || (e.From.Table == from.Table && e.To.Table == to.Table)
            || (e.From.Table == to.Table && e.To.Table == from.Table));

    private static bool Suggests(ColumnNode from, ColumnNode to)
    {
        var target = to.Table;
        var isKey = to.IsPrimaryKey || (to.Schema.IsUnique && to.Words[^1] is "id" or "code");
        if (!isKey || from.IsNumeric != to.IsNumeric || (from.IsPrimaryKey && from.Table.Index < target.Index && to.Words.SequenceEqual(from.Words) && !Includes(to, from)))
        {
            return false;
        }

        var generic = to.Words is ["id"] or ["name"] or ["code"] || to.Name is "词条id" or "编号";
        var sameName = !generic && Same(from.Name, to.Name);
        var tableName = from.Words.Length > 1 && from.Words[^1] is "id" or "code" && from.Words.AsSpan(0, from.Words.Length - 1).SequenceEqual(target.Words) && generic;
        return (sameName || tableName) && Includes(from, to);
    }

    private static bool Includes(ColumnNode from, ColumnNode to)
    {
        var values = to.Schema.Profile.Values;
        if (values.Count == 0 || from.Schema.Profile.Values.Count == 0 || values.Count < (to.Schema.Profile.DistinctCount ?? 0))
        {
            return true;
        }

        var set = values.ToHashSet(StringComparer.Ordinal);
        var sample = from.Schema.Profile.Values.Take(50).ToList();
        return sample.Count(set.Contains) >= sample.Count * 0.5;
    }

    private static ColumnNode? Find(TableNode table, string name) => table.Columns.FirstOrDefault(c => Same(c.Name, name));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
