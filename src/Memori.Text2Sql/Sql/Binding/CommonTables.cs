using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>The common tables of one WITH, and those of the queries around it.</summary>
/// <param name="outer">The common tables around, or null.</param>
/// <param name="dialect">The dialect, for the case of names.</param>
internal sealed class CommonTables(CommonTables? outer, SqlDialect dialect)
{
    private readonly Dictionary<string, CommonBinding> _tables = new(dialect.Names);

    /// <summary>Makes a common table visible.</summary>
    public bool Add(CommonBinding table) => _tables.TryAdd(table.Node.Name.Text, table);

    /// <summary>The common table that a name without a schema means, or null.</summary>
    public CommonBinding? Find(string name)
    {
        for (var here = this; here is not null; here = here.Outer)
        {
            if (here._tables.TryGetValue(name, out var found))
            {
                return found;
            }
        }

        return null;
    }

    public IEnumerable<string> Names => outer is null ? _tables.Keys : _tables.Keys.Concat(outer.Names);

    private CommonTables? Outer => outer;
}

/// <summary>A common table and what is known of it.</summary>
/// <param name="node">The table.</param>
/// <param name="place">What its query sees.</param>
internal sealed class CommonBinding(CommonTable node, Place place)
{
    public CommonTable Node => node;

    public Place Place => place;

    /// <summary>Its columns; null until its query, or the arm of it that begins a recursion, is bound.</summary>
    public IReadOnlyList<BoundColumn>? Columns { get; set; }

    /// <summary>Whether its query names columns of the queries around it.</summary>
    public bool IsCorrelated { get; set; }

    public bool IsBeingBound { get; set; }

    public bool IsBound { get; set; }
}

/// <summary>What a query sees from where it stands.</summary>
/// <param name="Scope">The columns of the queries around it.</param>
/// <param name="Common">The common tables.</param>
internal readonly record struct Place(Scope? Scope, CommonTables? Common);
