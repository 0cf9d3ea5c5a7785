namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>The joins of a database: foreign keys as declared, and those that names and values suggest where none is declared.</summary>
internal static class KeyInference
{
    private const double InferredCost = 1.2;
    public const double SharedCost = 3;
    private const int MostWithoutKeys = 40;

    // Two tables that both say male or female are not tied by it.
    private const int FewValues = 4;

    public static IReadOnlyList<JoinEdge> Edges(IReadOnlyList<TableNode> tables, TableCopies copies)
    {
        var edges = Declared(tables);
        var known = edges.Select(e => e.From).ToHashSet();
        var tied = edges.Select(e => Pair(e.From, e.To)).ToHashSet();
        var shared = SharedWord(tables);
        var targets = new Targets(tables.Where(t => !copies.IsCopy(t.Index)), shared);
        foreach (var from in tables.SelectMany(t => t.Columns))
        {
            // A column already tied to a table, or two tables already tied by any key, need no guess.
            if (!known.Contains(from))
            {
                edges.AddRange(targets.Of(from).Where(to => Suggests(from, to, shared) && !tied.Contains(Pair(from, to))).Select(to => new JoinEdge(from, to, InferredCost)));
            }
        }

        if (tables.Count <= MostWithoutKeys)
        {
            AddShared(tables, edges);
        }

        return edges;
    }

    // Two tables that nothing ties but a column of the same name and the same values.
    private static void AddShared(IReadOnlyList<TableNode> tables, List<JoinEdge> edges)
    {
        var tied = edges.Select(e => Pair(e.From, e.To)).ToHashSet();
        foreach (var same in tables.SelectMany(t => t.Columns).Where(c => c.IsText && !IsGeneric(c) && c.Schema.Profile.Values.Count > FewValues).GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase))
        {
            var columns = same.ToList();
            for (var i = 0; i < columns.Count; i++)
            {
                for (var j = i + 1; j < columns.Count; j++)
                {
                    if (columns[i].Table != columns[j].Table && !tied.Contains(Pair(columns[i], columns[j])) && (Overlaps(columns[i], columns[j]) || Overlaps(columns[j], columns[i])))
                    {
                        edges.Add(new JoinEdge(columns[i], columns[j], SharedCost));
                    }
                }
            }
        }
    }

    private static bool Overlaps(ColumnNode from, ColumnNode to)
    {
        var set = to.Schema.Profile.Values.ToHashSet(StringComparer.Ordinal);
        var sample = from.Schema.Profile.Values.Take(50).ToList();
        return sample.Count(set.Contains) >= sample.Count * 0.6;
    }

    private static List<JoinEdge> Declared(IReadOnlyList<TableNode> tables)
    {
        var edges = new List<JoinEdge>();
        var byName = tables.ToLookup(t => t.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var table in tables)
        {
            foreach (var key in table.Schema.ForeignKeys.Where(k => k.Columns.Count == 1))
            {
                var target = byName[key.ReferencedTable].FirstOrDefault(t => key.ReferencedSchema is null || key.ReferencedSchema == t.Schema.Schema);
                var from = Find(table, key.Columns[0]);
                var to = target is null ? null : key.ReferencedColumns is [var column] ? Find(target, column) : target.Columns.FirstOrDefault(c => c.IsPrimaryKey);
                if (from is not null && to is not null && from != to)
                {
                    edges.Add(new JoinEdge(from, to, 1));
                }
            }
        }

        return edges;
    }

    private static (int, int) Pair(ColumnNode one, ColumnNode other) =>
        (Math.Min(one.Table.Index, other.Table.Index), Math.Max(one.Table.Index, other.Table.Index));

    private static bool Suggests(ColumnNode from, ColumnNode to, string? shared)
    {
        var target = to.Table;
        if (!IsKey(to) || from.IsNumeric != to.IsNumeric || (from.IsPrimaryKey && from.Table.Index < target.Index && to.Words.SequenceEqual(from.Words) && !Includes(to, from)))
        {
            return false;
        }

        var generic = IsGeneric(to);
        var sameName = !generic && Same(from.Name, to.Name);
        var tableName = from.Words.Length > 1 && from.Words[^1] is "id" or "code" && from.Words.AsSpan(0, from.Words.Length - 1).SequenceEqual(target.Words) && generic;
        return (sameName || tableName || IsRole(from, to) || IsNamed(from, to) || EndsWith(from, Own(to, shared))) && Includes(from, to);
    }

    private static bool IsKey(ColumnNode column) => column.IsPrimaryKey || column.IsLikelyKey || (column.Schema.IsUnique && column.Words[^1] is "id" or "code");

    // "pid" is read as an id too, but is the name of one table's key.
    private static bool IsGeneric(ColumnNode column) => (column.Words is ["id"] && column.Name.Length <= 2) || column.Words is ["name"] or ["code"] || column.Name is "词条id" or "编号";

    // "buyer_emp_id" is the emp_id of a buyer.
    private static bool IsRole(ColumnNode from, ColumnNode to) =>
        !IsGeneric(to) && to.Words.Length > 1 && from.Name.Length > to.Name.Length + 1 && RoleKey(from.Name, to.Name.Length) is { } key && Same(key, to.Name);

    // "from_airport" holds the key of an airport, "citingpaperid" the paperid of one that cites.
    private static bool IsNamed(ColumnNode from, ColumnNode to) =>
        to.Schema.Profile.Values.Count > 0 && from.Schema.Profile.Values.Count > 0
        && ((from.Words.Length > to.Table.Words.Length && from.Words.AsSpan(from.Words.Length - to.Table.Words.Length).SequenceEqual(to.Table.Words))
            || (to.Name.Length > 5 && from.Name.Length > to.Name.Length && from.Name.EndsWith(to.Name, StringComparison.OrdinalIgnoreCase) && !IsGeneric(to)));

    // The word that all tables of a schema begin with, as in sbCustomer and sbTicker, says nothing of any.
    private static string? SharedWord(IReadOnlyList<TableNode> tables) =>
        tables.Count > 2 && tables[0].Words is [var first, _, ..] && tables.All(t => t.Words.Length > 1 && t.Words[0] == first) ? first : null;

    private static ReadOnlySpan<string> Own(ColumnNode key, string? shared) => shared is not null && key.Words[0] == shared ? key.Words.AsSpan(1) : key.Words;

    // sbTxCustId ends like sbCustId, shipperCustomerId like customerId.
    private static bool EndsWith(ColumnNode from, ReadOnlySpan<string> key) =>
        key.Length > 1 && key[^1] is "id" or "code" or "key" && from.Words.Length > key.Length && from.Words.AsSpan(from.Words.Length - key.Length).SequenceEqual(key);

    private static string? RoleKey(string name, int length) => name[^(length + 1)] == '_' ? name[^length..] : null;

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

    // The keys that a column may refer to by its name, without a look at every key of a large schema.
    private sealed class Targets
    {
        private readonly ILookup<string, ColumnNode> _byName;
        private readonly ILookup<string, ColumnNode> _byTable;
        private readonly ILookup<string, ColumnNode> _byWords;
        private readonly List<ColumnNode> _likely;

        public Targets(IEnumerable<TableNode> tables, string? shared)
        {
            var keys = tables.SelectMany(t => t.Columns).Where(IsKey).ToList();
            _byWords = keys.ToLookup(k => string.Join(' ', Own(k, shared)!), StringComparer.Ordinal);
            _likely = keys.FindAll(k => k.IsLikelyKey);
            _byName = keys.Where(k => !IsGeneric(k)).ToLookup(k => k.Name, StringComparer.OrdinalIgnoreCase);
            _byTable = keys.Where(IsGeneric).ToLookup(k => string.Join(' ', k.Table.Words), StringComparer.Ordinal);
        }

        public IEnumerable<ColumnNode> Of(ColumnNode from)
        {
            var byTable = from.Words.Length > 1 ? _byTable[string.Join(' ', from.Words[..^1])] : [];
            var found = _byName[from.Name].Concat(byTable).Where(to => to.Table != from.Table).OrderBy(to => to.Table.Index).ToList();
            return found.Count > 0 ? found : Roles(from);
        }

        private IEnumerable<ColumnNode> Roles(ColumnNode from)
        {
            for (var at = from.Name.IndexOf('_', StringComparison.Ordinal); at > 0; at = from.Name.IndexOf('_', at + 1))
            {
                if (_byName[from.Name[(at + 1)..]].Where(to => to.Table != from.Table).ToList() is [var only])
                {
                    return [only];
                }
            }

            for (var at = 1; at + 1 < from.Words.Length; at++)
            {
                if (_byWords[string.Join(' ', from.Words[at..])].Where(to => to.Table != from.Table).ToList() is [var only])
                {
                    return [only];
                }
            }

            return _likely.Where(to => to.Table != from.Table && IsNamed(from, to)).Take(2);
        }
    }
}
