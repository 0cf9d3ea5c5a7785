using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding;

/// <summary>Keeps the indexes of the schemas in use, the least recently used leaving first. Thread-safe.</summary>
internal sealed class DatabaseIndexCache
{
    private const int Capacity = 32;
    private readonly Lock _lock = new();
    private readonly LinkedList<(DatabaseSchema Schema, Lazy<DatabaseIndex> Index)> _recent = [];

    public DatabaseIndex Get(DatabaseSchema schema)
    {
        Lazy<DatabaseIndex> index;
        lock (_lock)
        {
            var node = _recent.First;
            while (node is not null && !ReferenceEquals(node.Value.Schema, schema))
            {
                node = node.Next;
            }

            if (node is null)
            {
                node = new((schema, new Lazy<DatabaseIndex>(() => DatabaseIndex.Build(schema))));
                if (_recent.Count == Capacity)
                {
                    _recent.RemoveLast();
                }
            }
            else
            {
                _recent.Remove(node);
            }

            _recent.AddFirst(node);
            index = node.Value.Index;
        }

        return index.Value;
    }
}
