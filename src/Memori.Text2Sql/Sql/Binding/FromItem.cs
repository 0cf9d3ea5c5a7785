using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>Something that FROM reads: its name and its columns.</summary>
internal sealed class FromItem
{
    private const int FewColumns = 12;

    private readonly SqlDialect _dialect;
    private readonly TableSchema? _whole;
    private readonly Dictionary<ColumnSchema, BoundColumn> _bound = new(ReferenceEqualityComparer.Instance);
    private Dictionary<string, BoundColumn?>? _byName;

    /// <summary>A table or view with its own column names.</summary>
    public FromItem(TableSource node, string? name, TableSchema table, SqlDialect dialect)
    {
        (Node, Name, Table, _whole, _dialect) = (node, name, table, table, dialect);
    }

    /// <summary>Anything else: a common or derived table, a function, a table whose columns the alias renames.</summary>
    public FromItem(TableSource node, string? name, TableSchema? table, IReadOnlyList<BoundColumn> columns, SqlDialect dialect)
    {
        (Node, Name, Table, Columns, _dialect) = (node, name, table, columns, dialect);
    }

    public TableSource Node { get; }

    /// <summary>What qualifies its columns, or null.</summary>
    public string? Name { get; }

    /// <summary>The table or view, or null.</summary>
    public TableSchema? Table { get; }

    public IReadOnlyList<BoundColumn> Columns { get => field ??= [.. _whole!.Columns.Select(Bind)]; }

    /// <summary>Columns that a star leaves out (of SQLite's functions).</summary>
    public IReadOnlyList<BoundColumn> Hidden { get; init; } = [];

    /// <summary>The columns that USING or NATURAL made one with a column further left, and by which join.</summary>
    public Dictionary<string, JoinKind>? Merged { get; set; }

    /// <summary>The column of that name, or null; <paramref name="ambiguous"/> when there are two.</summary>
    public BoundColumn? Find(string name, out bool ambiguous)
    {
        ambiguous = false;
        if (_whole is not null)
        {
            return _whole.FindColumn(name, _dialect) is { } column ? Bind(column) : null;
        }

        if (Columns.Count > FewColumns)
        {
            if ((_byName ??= Index()).TryGetValue(name, out var known))
            {
                ambiguous = known is null;
                return known;
            }

            return Among(Hidden, name, ref ambiguous);
        }

        return Among(Columns, name, ref ambiguous) ?? Among(Hidden, name, ref ambiguous);
    }

    /// <summary>Each column is one instance.</summary>
    private BoundColumn Bind(ColumnSchema column)
    {
        if (!_bound.TryGetValue(column, out var bound))
        {
            _bound[column] = bound = new BoundColumn(column.Name, column.Type, _whole, column);
        }

        return bound;
    }

    private BoundColumn? Among(IReadOnlyList<BoundColumn> columns, string name, ref bool ambiguous)
    {
        BoundColumn? found = null;
        for (var i = 0; i < columns.Count; i++)
        {
            if (_dialect.Names.Equals(columns[i].Name, name))
            {
                if (found is null)
                {
                    found = columns[i];
                }
                else if (!_dialect.Rules.HasFlag(NameRules.NumbersDuplicates))
                {
                    ambiguous = true;
                }
            }
        }

        return found;
    }

    private Dictionary<string, BoundColumn?> Index()
    {
        var index = new Dictionary<string, BoundColumn?>(_dialect.Names);
        foreach (var column in Columns)
        {
            if (!index.TryAdd(column.Name, column) && !_dialect.Rules.HasFlag(NameRules.NumbersDuplicates))
            {
                index[column.Name] = null;
            }
        }

        return index;
    }
}
