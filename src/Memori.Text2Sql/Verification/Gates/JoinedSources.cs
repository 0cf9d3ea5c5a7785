using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>The tables of one FROM and the equalities that join them: which tables' rows come up more than once.</summary>
internal sealed class JoinedSources
{
    private readonly Dictionary<(TableSource From, TableSource To), HashSet<string>> _keys = new(SameSources.Instance);
    private readonly Dictionary<TableSource, HashSet<string>> _grouped = new(ReferenceEqualityComparer.Instance);
    private readonly BoundQuery _bound;

    private JoinedSources(BoundQuery bound) => _bound = bound;

    public static JoinedSources Of(Select select, BoundQuery bound)
    {
        var joined = new JoinedSources(bound);
        joined.AddSource(select.From);
        joined.AddCondition(select.Where);
        foreach (var name in select.GroupBy.OfType<ColumnName>())
        {
            if (bound.BindingOf(name) is { Level: 0, Source: { } source, Column.Column: { } column })
            {
                joined._grouped.TryAdd(source, new HashSet<string>(StringComparer.Ordinal));
                joined._grouped[source].Add(column.Name);
            }
        }

        return joined;
    }

    /// <summary>Whether on the way from <paramref name="source"/> to some other table one row meets several.</summary>
    public bool Repeats(TableSource source)
    {
        var seen = new HashSet<TableSource>(ReferenceEqualityComparer.Instance) { source };
        var next = new Stack<TableSource>([source]);
        while (next.TryPop(out var from))
        {
            foreach (var ((_, to), columns) in _keys.Where(key => ReferenceEquals(key.Key.From, from)))
            {
                if (!seen.Add(to))
                {
                    continue;
                }

                if (!IsUnique(to, columns))
                {
                    return true;
                }

                next.Push(to);
            }
        }

        return false;
    }

    /// <summary>Whether at most one row of a table has given values in some columns; of a derived table it is taken for granted.</summary>
    private bool IsUnique(TableSource source, HashSet<string> columns)
    {
        if (source is not TableName name || _bound.TableOf(name) is not { } table)
        {
            return true;
        }

        return IsKey(table, columns) || (_grouped.TryGetValue(source, out var grouped) && IsKey(table, grouped));
    }

    private static bool IsKey(TableSchema table, HashSet<string> columns) =>
        (table.PrimaryKey.Count > 0 && table.PrimaryKey.All(columns.Contains)) || table.Columns.Any(column => columns.Contains(column.Name) && IsUnique(table, column));

    // Imported tables declare no keys: what is different in every row is as good as one.
    private static bool IsUnique(TableSchema table, ColumnSchema column) =>
        column.IsUnique || (table.RowCount is { } rows && column.Profile.DistinctCount >= rows);

    private void AddSource(TableSource? source)
    {
        if (source is Join join)
        {
            AddSource(join.Left);
            AddSource(join.Right);
            AddCondition(join.On);
        }
    }

    private void AddCondition(Expression? condition)
    {
        switch (condition)
        {
            case Binary { Operator: "AND" } both:
                AddCondition(both.Left);
                AddCondition(both.Right);
                break;
            case Binary { Operator: "=", Left: ColumnName left, Right: ColumnName right }
                when _bound.BindingOf(left) is { Level: 0, Source: { } one } first && _bound.BindingOf(right) is { Level: 0, Source: { } other } second && !ReferenceEquals(one, other):
                AddKey(one, other, second.Column);
                AddKey(other, one, first.Column);
                break;
        }
    }

    private void AddKey(TableSource from, TableSource to, BoundColumn column)
    {
        if (!_keys.TryGetValue((from, to), out var columns))
        {
            _keys[(from, to)] = columns = new HashSet<string>(StringComparer.Ordinal);
        }

        columns.Add(column.Column?.Name ?? column.Name);
    }

    private sealed class SameSources : IEqualityComparer<(TableSource From, TableSource To)>
    {
        public static SameSources Instance { get; } = new();

        public bool Equals((TableSource From, TableSource To) x, (TableSource From, TableSource To) y) => ReferenceEquals(x.From, y.From) && ReferenceEquals(x.To, y.To);

        public int GetHashCode((TableSource From, TableSource To) obj) => HashCode.Combine(
            System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.From), System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj.To));
    }
}
