using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>A column of a result, of a derived table or of a table. Immutable and safe to share.</summary>
public sealed class BoundColumn
{
    private readonly Expression? _unnamed;
    private readonly SqlDialect? _dialect;
    private readonly BoundColumn? _original;

    internal BoundColumn(string name, ColumnType? type, TableSchema? table = null, ColumnSchema? column = null) =>
        (Name, InferredType, Table, Column) = (name, type, table, column);

    private BoundColumn(string name, BoundColumn column, BoundColumn? original)
        : this(name, column.InferredType, column.Table, column.Column) => _original = original;

    /// <summary>A column that is called as its expression is written.</summary>
    internal BoundColumn(Expression unnamed, SqlDialect dialect, ColumnType? type) => (_unnamed, _dialect, InferredType) = (unnamed, dialect, type);

    /// <summary>The name that the database gives it.</summary>
    public string Name { get => field ??= _dialect!.OutputName(_unnamed!); }

    /// <summary>What it holds, as far as the query tells; <see cref="ColumnType.Other"/> when unknown.</summary>
    public ColumnType Type => InferredType ?? ColumnType.Other;

    /// <summary>The table or view it comes from unchanged, also through derived and common tables; or null.</summary>
    public TableSchema? Table { get; }

    /// <summary>The column it is, unchanged; null when it is computed, or the rowid of a table that has no column for it.</summary>
    public ColumnSchema? Column { get; }

    /// <summary>Whether it is called otherwise than its expression.</summary>
    internal bool HasName => _unnamed is null;

    /// <summary>The type, or null for NULL itself.</summary>
    internal ColumnType? InferredType { get; }

    /// <summary>The column of FROM that this is under another name, or itself.</summary>
    internal BoundColumn Original => _original ?? this;

    /// <summary>The same column in a SELECT list, under an alias.</summary>
    internal BoundColumn Aliased(string name) => new(name, this, Original);

    /// <summary>A column of a derived table: another one, though it holds the same.</summary>
    internal BoundColumn Exposed(string name) => new(name, this, null);
}

/// <summary>A column of a table or view that a query reads.</summary>
/// <param name="Table">The table or view.</param>
/// <param name="Column">The column; null for the rowid of a table that has no column for it.</param>
public sealed record ColumnRead(TableSchema Table, ColumnSchema? Column);

/// <summary>What a column name in a query means.</summary>
/// <param name="Column">The column.</param>
/// <param name="Source">What FROM reads it from; null when the name is one of the SELECT list.</param>
/// <param name="Level">How many queries further out that is: 0 for the query that the name stands in, more for a correlated reference.</param>
public sealed record ColumnBinding(BoundColumn Column, TableSource? Source, int Level);
