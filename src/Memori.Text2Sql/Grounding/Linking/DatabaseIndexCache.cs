using System.Runtime.CompilerServices;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Keeps the index of each schema for as long as the schema itself is kept. Thread-safe.</summary>
public sealed class DatabaseIndexCache
{
    // Keyed by the instance: the hash of a schema says nothing of its values, which the index holds too.
    private readonly ConditionalWeakTable<DatabaseSchema, DatabaseIndex> _indexes = [];

    /// <summary>The index of <paramref name="schema"/>, built on first use.</summary>
    public DatabaseIndex Get(DatabaseSchema schema) => _indexes.GetValue(schema, DatabaseIndex.Build);
}
