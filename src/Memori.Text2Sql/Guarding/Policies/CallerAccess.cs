using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>What one caller may read of one datasource. Immutable and safe to share.</summary>
public sealed class CallerAccess
{
    private readonly IReadOnlyDictionary<TableSchema, Fence> _fences;
    private readonly IReadOnlyDictionary<TableSchema, ClosedTable> _closed;

    internal CallerAccess(
        DatabaseSchema full,
        DatabaseSchema schema,
        PolicyLimits limits,
        IReadOnlySet<string> deniedFunctions,
        IReadOnlyDictionary<TableSchema, Fence> fences,
        IReadOnlyDictionary<TableSchema, ClosedTable> closed)
    {
        FullSchema = full;
        Schema = schema;
        Limits = limits;
        DeniedFunctions = deniedFunctions;
        _fences = fences;
        _closed = closed;
    }

    /// <summary>
    /// The schema as the caller sees it: what is hidden is not there, and values are only those that the caller may read. Everything that is
    /// shown to the caller or to a model on the caller's behalf is made from this.
    /// </summary>
    public DatabaseSchema Schema { get; }

    /// <summary>How much one query of the caller may be, where that is less than the service allows anyway.</summary>
    public PolicyLimits Limits { get; }

    /// <summary>Whether rules take something of the data away from the caller: then no words of the database are repeated to the caller.</summary>
    public bool IsRestricted => !ReferenceEquals(Schema, FullSchema);

    /// <summary>The schema as it is.</summary>
    internal DatabaseSchema FullSchema { get; }

    /// <summary>Functions that the policy denies, in lower case.</summary>
    internal IReadOnlySet<string> DeniedFunctions { get; }

    /// <summary>The fences of the caller.</summary>
    internal IEnumerable<Fence> Fences => _fences.Values;

    /// <summary>Tables that are closed because their rules can't be kept.</summary>
    internal IReadOnlyDictionary<TableSchema, ClosedTable> Closed => _closed;

    /// <summary>The access of a caller whom no rule narrows.</summary>
    public static CallerAccess Unrestricted(DatabaseSchema schema) => new(
        schema, schema, new PolicyLimits(), new HashSet<string>(), new Dictionary<TableSchema, Fence>(), new Dictionary<TableSchema, ClosedTable>());

    /// <summary>The fence of a table that rules narrow, or null.</summary>
    internal Fence? FenceOf(string? schema, string name) =>
        FullSchema.Find(schema, name) is { } table && _fences.TryGetValue(table, out var fence) ? fence : null;

    /// <summary>Whether a column shows something else than the table holds.</summary>
    internal bool IsMasked(TableSchema table, ColumnSchema column) => FenceOf(table.Schema, table.Name)?.Masked.Contains(column.Name) ?? false;

    /// <summary>Why a table can't be read that the caller may know of, or null for one that is as if it were not there.</summary>
    internal ClosedTable? WhyClosed(string? schema, string name) =>
        FullSchema.Find(schema, name) is { } table && _closed.TryGetValue(table, out var closed) ? closed : null;

    /// <summary>The same with values in the schema that the caller may read.</summary>
    internal CallerAccess WithSchema(DatabaseSchema schema) => new(FullSchema, schema, Limits, DeniedFunctions, _fences, _closed);
}

/// <summary>Why a table is closed to a caller: its rules can't be kept, so nothing of it is read.</summary>
/// <param name="Attribute">The attribute that the caller lacks; null when the rules no longer fit the database.</param>
internal sealed record ClosedTable(string? Attribute);
