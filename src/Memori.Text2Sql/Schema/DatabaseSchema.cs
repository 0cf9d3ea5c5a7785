using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Schema;

/// <summary>The structure of a database and a profile of its values. Immutable; tables and columns in the database's own order.</summary>
public sealed record DatabaseSchema
{
    private readonly NameLookup<TableSchema> _byName = new([], static table => table.Name);

    /// <summary>The dialect.</summary>
    public required SqlDialect Dialect { get; init; }

    /// <summary>Tables and views that may be asked.</summary>
    public required IReadOnlyList<TableSchema> Tables
    {
        get;
        init
        {
            field = value;
            _byName = new(value, static table => table.Name);
        }
    }

    /// <summary>SHA-256 (hex) of the structure: names, types, keys, comments; not of the data. Another hash means drift.</summary>
    public required string Hash { get; init; }

    /// <summary>
    /// Functions and operators of the database's own, in a schema on the search path, that bear the name of a built-in one which queries may use:
    /// a call could reach them instead. As the database spells them; none belongs to an extension. Queries that use such a name must be refused.
    /// </summary>
    public IReadOnlyList<string> ShadowingFunctions { get; init; } = [];

    /// <summary>The terms and metrics of the business that fit this schema. Text of people: untrusted like comments.</summary>
    public IReadOnlyList<GlossaryTerm> Glossary { get; init; } = [];

    /// <summary>The table or view that a query means, by the rules of the dialect for case and for names without a schema.</summary>
    /// <param name="schema">The schema as written, or null.</param>
    /// <param name="name">The table's name, as the database knows it.</param>
    /// <returns>The table, or null when there is none.</returns>
    public TableSchema? Find(string? schema, string name)
    {
        var names = Dialect.Names;
        foreach (var table in _byName.Find(name, names))
        {
            if (names.Equals(schema ?? Dialect.DefaultSchema, table.Schema ?? Dialect.DefaultSchema))
            {
                return table;
            }
        }

        return null;
    }
}

/// <summary>A table or view.</summary>
public sealed record TableSchema
{
    private readonly NameLookup<ColumnSchema> _byName = new([], static column => column.Name);

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

    /// <summary>
    /// Whether its rows may also be those of other tables, so that rules about those don't hold here: a view, a virtual or foreign table, a table that
    /// inherits or is inherited from.
    /// </summary>
    public bool SharesRows { get; init; }

    /// <summary>Whether queries may read its rowid (SQLite). Default false: nothing that is not known to have one has one.</summary>
    public bool HasRowId { get; init; }

    /// <summary>How many rows; an estimate for large PostgreSQL tables; null when unknown.</summary>
    public long? RowCount { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<ColumnSchema> Columns
    {
        get;
        init
        {
            field = value;
            _byName = new(value, static column => column.Name);
        }
    }

    /// <summary>The names of the primary key's columns, in order; empty without one.</summary>
    public IReadOnlyList<string> PrimaryKey { get; init; } = [];

    /// <summary>The foreign keys.</summary>
    public IReadOnlyList<ForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>The column that a query means, by the rules of the dialect for case.</summary>
    /// <param name="name">The column's name, as the database knows it.</param>
    /// <param name="dialect">The dialect of the database.</param>
    /// <returns>The column, or null when there is none of that name.</returns>
    public ColumnSchema? FindColumn(string name, SqlDialect dialect) => _byName.Find(name, dialect.Names) is [var column, ..] ? column : null;
}

/// <summary>A foreign key.</summary>
/// <param name="Columns">The referring columns.</param>
/// <param name="ReferencedSchema">The schema of the table referred to, or null.</param>
/// <param name="ReferencedTable">The table referred to.</param>
/// <param name="ReferencedColumns">Its columns, as many as <paramref name="Columns"/>.</param>
public sealed record ForeignKey(IReadOnlyList<string> Columns, string? ReferencedSchema, string ReferencedTable, IReadOnlyList<string> ReferencedColumns);
