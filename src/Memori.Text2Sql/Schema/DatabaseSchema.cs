using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Schema;

/// <summary>The structure of a database and a profile of its values. Immutable; tables and columns in the database's own order.</summary>
public sealed record DatabaseSchema
{
    /// <summary>The dialect.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>Tables and views that may be asked.</summary>
    public required IReadOnlyList<TableSchema> Tables { get; init; }

    /// <summary>SHA-256 (hex) of the structure: names, types, keys, comments; not of the data. Another hash means drift.</summary>
    public required string Hash { get; init; }

    /// <summary>
    /// Functions and operators of the database's own, in a schema on the search path, that bear the name of a built-in one which queries may use:
    /// a call could reach them instead. As the database spells them; none belongs to an extension. Queries that use such a name must be refused.
    /// </summary>
    public IReadOnlyList<string> ShadowingFunctions { get; init; } = [];

    /// <summary>The terms and metrics of the business that fit this schema. Text of people: untrusted like comments.</summary>
    public IReadOnlyList<GlossaryTerm> Glossary { get; init; } = [];
}

/// <summary>A table or view.</summary>
public sealed record TableSchema
{
    /// <summary>The schema's name (PostgreSQL), or null (SQLite, or <c>public</c> on the search path).</summary>
    public string? Schema { get; init; }

    /// <summary>The table's name.</summary>
    public required string Name { get; init; }

    /// <summary>What people and the database say of it, or null. Untrusted text.</summary>
    public string? Comment { get; init; }

    /// <summary>Other names that people gave it, in any language. Untrusted text.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>Whether it is a view or a materialised view.</summary>
    public bool IsView { get; init; }

    /// <summary>How many rows; an estimate for large PostgreSQL tables; null when unknown.</summary>
    public long? RowCount { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<ColumnSchema> Columns { get; init; }

    /// <summary>The names of the primary key's columns, in order; empty without one.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>The foreign keys.</summary>
    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];
}

/// <summary>A foreign key.</summary>
/// <param name="Columns">The referring columns.</param>
/// <param name="ReferencedSchema">The schema of the table referred to, or null.</param>
/// <param name="ReferencedTable">The table referred to.</param>
/// <param name="ReferencedColumns">Its columns, as many as <paramref name="Columns"/>.</param>
public sealed record ForeignKey(IReadOnlyList<string> Columns, string? ReferencedSchema, string ReferencedTable, IReadOnlyList<string> ReferencedColumns);
