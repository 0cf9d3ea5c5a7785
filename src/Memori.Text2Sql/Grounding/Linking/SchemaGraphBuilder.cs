using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Makes the nodes of tables and columns and finds what rows are called by.</summary>
internal static class SchemaGraphBuilder
{
    public static IReadOnlyList<TableNode> Build(DatabaseSchema schema, Lexicon lexicon)
    {
        var known = KnownWords(schema);
        var tables = new List<TableNode>();
        var split = new Dictionary<string, string[]>(StringComparer.Ordinal);
        string[] Split(string name) => split.TryGetValue(name, out var words) ? words : split[name] = NameSplitter.Split(name, lexicon, known);
        foreach (var table in schema.Tables)
        {
            var node = new TableNode(tables.Count, table) { Words = Split(table.Name) };
            node.Columns = [.. table.Columns.Select(c => new ColumnNode(node, c, Split(c.Name)))];
            if (LikelyKey.Of(node) is { } key)
            {
                key.IsLikelyKey = true;
            }

            tables.Add(node);
        }

        return tables;
    }

    public static void Describe(IReadOnlyList<TableNode> tables, IReadOnlyList<JoinEdge> edges)
    {
        foreach (var edge in edges.Where(e => e.Cost < KeyInference.SharedCost))
        {
            edge.From.IsForeignKey = true;
        }

        foreach (var table in tables)
        {
            table.Key = table.Columns.FirstOrDefault(c => c.IsPrimaryKey)
                ?? table.Columns.FirstOrDefault(c => c.Schema.IsUnique && c.IsIdentifier && table.Schema.PrimaryKey.Count == 0)
                ?? table.Columns.FirstOrDefault(c => c.IsLikelyKey);
            table.Display = DisplayOf(table);
            table.ChineseDisplay = table.Display is [var only]
                ? table.Columns.FirstOrDefault(c => c != only && c.Words.Length == only.Words.Length + 1 && c.Words[^1] is "zh" or "cn" or "chinese" && only.Words.All(c.Words.Contains))
                : null;
            table.IsNamed = table.Display.All(c => c.IsText && !c.IsIdentifier && c.Words[^1] is not ("description" or "detail" or "type"));
            var foreign = table.Columns.Count(c => c.IsForeignKey);
            table.IsLink = foreign >= 2 && table.Columns.Count <= foreign + 3;
        }

        foreach (var table in tables.Where(t => !t.IsNamed))
        {
            table.NamedBy = edges.Where(e => e.From.Table == table && e.To.Table != table && e.To.Table.IsNamed && IsOneToOne(e.From)).Select(e => e.To.Table).Distinct().ToList() is [var only] ? only : null;
        }
    }

    private static bool IsOneToOne(ColumnNode column) =>
        column.IsPrimaryKey || column.Schema.IsUnique || (column.Schema.Profile.DistinctCount is { } distinct && distinct == column.Table.Schema.RowCount);

    private static IReadOnlyList<ColumnNode> DisplayOf(TableNode table)
    {
        var texts = table.Columns.Where(c => !c.IsForeignKey && (c.IsText || c.Schema.Type == ColumnType.Other)).ToList();
        var first = texts.Find(c => c.Words is ["first", "name"]);
        var last = texts.Find(c => c.Words is ["last", "name"]);
        var whole = texts.Find(c => IsNameOf(c, table));
        if ((whole is null || whole.Words is ["title"]) && first is not null && last is not null)
        {
            return [first, last];
        }

        var display = whole
            ?? texts.Find(c => c.Words.SequenceEqual(table.Words))
            ?? texts.Find(c => c.Words[^1] is "name" or "title" || c.Name.EndsWith("名称", StringComparison.Ordinal) || c.Name.EndsWith('名') || c.Name.EndsWith("姓名", StringComparison.Ordinal))
            ?? texts.Find(c => c.Schema.IsUnique && !c.IsPrimaryKey)
            ?? texts.Find(c => c.Words[^1] is "description" or "detail")
            ?? table.Key
            ?? (texts.Count > 0 ? texts[0] : table.Columns[0]);
        return [display];
    }

    private static bool IsNameOf(ColumnNode column, TableNode table) =>
        column.Words is ["name"] or ["title"] or ["full", "name"]
        || column.Name is "名称" or "姓名" or "名字" or "中文名" or "标题"
        || (column.Words[^1] is "name" or "title" && column.Words.SkipLast(1).All(table.Words.Contains));

    private static HashSet<string> KnownWords(DatabaseSchema schema)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in schema.Tables.Select(t => t.Name).Concat(schema.Tables.SelectMany(t => t.Columns).Select(c => c.Name)))
        {
            foreach (var piece in name.Split('_', ' ', '-'))
            {
                known.Add(Words.Lemma(piece.ToLowerInvariant()));
            }
        }

        return known;
    }
}
