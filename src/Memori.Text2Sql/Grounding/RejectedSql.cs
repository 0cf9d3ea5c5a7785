using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Grounding;

/// <summary>SQL that the person called wrong for a question, whatever its spaces, cases and names of output columns. Immutable.</summary>
public sealed class RejectedSql
{
    private readonly Dictionary<string, string> _memories;
    private readonly SqlDialect _dialect;

    private RejectedSql(SqlDialect dialect, Dictionary<string, string> memories)
    {
        _dialect = dialect;
        _memories = memories;
    }

    /// <summary>Nothing was called wrong.</summary>
    public static RejectedSql None { get; } = new(SqlDialect.Sqlite, []);

    /// <summary>Whether <paramref name="sql"/> was called wrong.</summary>
    public bool Contains(string sql) => MemoryOf(sql) is not null;

    /// <summary>The memory that holds the verdict on <paramref name="sql"/>, or null when it was not called wrong.</summary>
    public string? MemoryOf(string sql) => _memories.Count == 0 ? null : _memories.GetValueOrDefault(SqlForm.Of(sql, _dialect));

    /// <summary>What was called wrong, but for what was called right since.</summary>
    internal static RejectedSql Of(SqlDialect dialect, IEnumerable<(string Sql, string MemoryId)> wrong, IEnumerable<string> right)
    {
        var memories = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (sql, memoryId) in wrong)
        {
            memories.TryAdd(SqlForm.Of(sql, dialect), memoryId);
        }

        if (memories.Count == 0)
        {
            return None;
        }

        foreach (var sql in right)
        {
            memories.Remove(SqlForm.Of(sql, dialect));
        }

        return new RejectedSql(dialect, memories);
    }
}
