using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>A query whose every name is known. Immutable and safe for concurrent use.</summary>
public sealed class BoundQuery
{
    private readonly Bindings _bindings;
    private readonly TypeInference _types;

    internal BoundQuery(Query query, IReadOnlyList<BoundColumn> columns, Bindings bindings, TypeInference types)
    {
        Query = query;
        Columns = columns;
        _bindings = bindings;
        _types = types;
    }

    /// <summary>The query that was bound.</summary>
    public Query Query { get; }

    /// <summary>The columns of its result, stars expanded.</summary>
    public IReadOnlyList<BoundColumn> Columns { get; }

    /// <summary>
    /// The columns of tables and views that it reads anywhere, each once, by name, star, USING or NATURAL. Of a view only its own columns, not those
    /// that it reads itself. What SQLite's authorizer reports (SQLITE_READ) is among them; not reported by it are the columns that only USING and
    /// NATURAL compare, those of a common table that nothing reads, and those of a condition that the engine drops while parsing.
    /// </summary>
    public IReadOnlyCollection<ColumnRead> Reads => _bindings.Reads;

    /// <summary>The tables and views that it reads, each once, also those of which no column is read.</summary>
    public IReadOnlyCollection<TableSchema> Tables => _bindings.Tables;

    /// <summary>
    /// The columns of the derived and common tables in FROM, by the names that they go under there. SQLite's authorizer now and then reports one as
    /// though it were a table's (SQLITE_READ), when a clause names it by an alias of the SELECT list.
    /// </summary>
    public IEnumerable<(string Source, string Column)> DerivedColumns =>
        from item in _bindings.Sources.Values
        where item.Table is null
        from name in new[] { item.Name, (item.Node as TableName)?.Name.Text }.OfType<string>().Distinct(StringComparer.Ordinal)
        from column in item.Columns
        select (name, column.Name);

    /// <summary>What a column name of the query means.</summary>
    /// <param name="name">A node of <see cref="Query"/>: this very instance.</param>
    /// <returns>Its meaning; null when the node is not of this query.</returns>
    public ColumnBinding? BindingOf(ColumnName name) => _bindings.Names.GetValueOrDefault(name);

    /// <summary>The table or view that a name in FROM means.</summary>
    /// <param name="source">A node of <see cref="Query"/>: this very instance.</param>
    /// <returns>The table or view; null for a common table.</returns>
    public TableSchema? TableOf(TableName source) => _bindings.Sources.GetValueOrDefault(source)?.Table;

    /// <summary>The columns that something in FROM exposes, in order, as its alias renames them.</summary>
    /// <param name="source">A node of <see cref="Query"/>, not a join: this very instance.</param>
    /// <returns>The columns; empty when the node is not of this query.</returns>
    public IReadOnlyList<BoundColumn> ColumnsOf(TableSource source) => _bindings.Sources.GetValueOrDefault(source)?.Columns ?? [];

    /// <summary>What an expression gives, as far as the query tells.</summary>
    /// <param name="expression">An expression of <see cref="Query"/>: this very instance.</param>
    /// <returns>The type; <see cref="ColumnType.Other"/> when unknown.</returns>
    public ColumnType TypeOf(Expression expression) => _types.Of(expression) ?? ColumnType.Other;
}
