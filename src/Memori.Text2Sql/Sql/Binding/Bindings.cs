using System.Runtime.CompilerServices;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>What the nodes of one tree mean, as the binder finds out.</summary>
internal sealed class Bindings
{
    private readonly List<ColumnRead> _reads = [];
    private readonly HashSet<(TableSchema, ColumnSchema?)> _seen = new(SameInstances.Instance);
    private readonly List<TableSchema> _tables = [];

    public Dictionary<SqlNode, ColumnBinding> Names { get; } = new(ReferenceEqualityComparer.Instance);

    public Dictionary<SqlNode, FromItem> Sources { get; } = new(ReferenceEqualityComparer.Instance);

    public Dictionary<SqlNode, IReadOnlyList<BoundColumn>> Queries { get; } = new(ReferenceEqualityComparer.Instance);

    public IReadOnlyCollection<ColumnRead> Reads => _reads;

    public IReadOnlyCollection<TableSchema> Tables => _tables;

    public void Read(TableSchema table, ColumnSchema? column)
    {
        if (_seen.Add((table, column)))
        {
            _reads.Add(new ColumnRead(table, column));
        }
    }

    public void Read(TableSchema table)
    {
        if (!_tables.Exists(known => ReferenceEquals(known, table)))
        {
            _tables.Add(table);
        }
    }

    private sealed class SameInstances : IEqualityComparer<(TableSchema Table, ColumnSchema? Column)>
    {
        public static SameInstances Instance { get; } = new();

        public bool Equals((TableSchema Table, ColumnSchema? Column) x, (TableSchema Table, ColumnSchema? Column) y) =>
            ReferenceEquals(x.Table, y.Table) && ReferenceEquals(x.Column, y.Column);

        public int GetHashCode((TableSchema Table, ColumnSchema? Column) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Table), RuntimeHelpers.GetHashCode(obj.Column));
    }
}
