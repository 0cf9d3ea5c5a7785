using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>Names of columns.</summary>
internal sealed partial class QueryBinder
{
    private void BindName(ColumnName name)
    {
        var level = 0;
        for (var scope = _place.Scope; scope is not null; scope = scope.Outer, level++)
        {
            if ((name.Table is null ? FindBare(scope, name) : FindQualified(scope, name)) is { } found)
            {
                Bind(name, found, level);
                if (_inside.Count > 0 && level > 0)
                {
                    NoteCorrelation(scope);
                }

                return;
            }
        }

        if (name.Table is null && isText?.Invoke(name) == true)
        {
            Texts.Add(name);
            Bind(name, new BoundColumn(name.Name.Text, ColumnType.Text), null, 0);
            return;
        }

        if (Has(NameRules.WholeRows) && name.Table is null && BindWholeRow(name))
        {
            return;
        }

        throw Unknown(name);
    }

    private void Bind(ColumnName name, (FromItem? Item, BoundColumn Column) found, int level) => Bind(name, found.Column, found.Item?.Node, level);

    private void Bind(ColumnName name, BoundColumn column, TableSource? source, int level)
    {
        _bindings.Names[name] = new ColumnBinding(column, source, level);
        if (source is TableName)
        {
            Read(column);
        }
    }

    private void Read(BoundColumn column)
    {
        if (column.Table is not null)
        {
            _bindings.Read(column.Table, column.Column);
        }
    }

    private (FromItem? Item, BoundColumn Column)? FindBare(Scope scope, ColumnName name) =>
        FindBare(scope, name.Name.Text, name, firstOnly: false) is { } found ? (found.Item, found.Column)
        : FindRowId(scope, name.Name.Text, name) is { } rowId ? rowId
        : FindAlias(scope.Aliases, name.Name.Text) is { } alias ? (null, alias)
        : null;

    /// <summary>The column that a bare name means; columns that USING merged are one.</summary>
    private static (FromItem Item, BoundColumn Column)? FindBare(Scope scope, string name, SqlNode at, bool firstOnly)
    {
        (FromItem Item, BoundColumn Column)? found = null;
        for (var i = scope.First; i < scope.End; i++)
        {
            var item = scope.Items[i];
            var column = item.Find(name, out var ambiguous);
            if (ambiguous)
            {
                throw BindingFaults.AmbiguousColumn(at, name, null, null);
            }

            if (column is null)
            {
                continue;
            }

            if (found is null)
            {
                found = (item, column);
                if (firstOnly)
                {
                    break;
                }
            }
            else if (item.Merged is null || !item.Merged.TryGetValue(name, out var kind))
            {
                throw BindingFaults.AmbiguousColumn(at, name, found.Value.Item.Name, item.Name);
            }
            else if (kind == JoinKind.Right)
            {
                found = (item, column);
            }
        }

        return found;
    }


    private BoundColumn? FindAlias(IReadOnlyList<BoundColumn?>? aliases, string name)
    {
        for (var i = 0; i < aliases?.Count; i++)
        {
            if (aliases[i] is { } alias && _dialect.Names.Equals(alias.Name, name))
            {
                return alias;
            }
        }

        return null;
    }

    /// <summary>What FROM has under a qualifier, with or without its schema.</summary>
    private IEnumerable<FromItem> Named(Scope scope, Identifier qualifier, Identifier? schemaName)
    {
        for (var i = scope.First; i < scope.End; i++)
        {
            var item = scope.Items[i];
            if (item.Name is not null && _dialect.Names.Equals(item.Name, qualifier.Text) && (schemaName is null || IsOf(item, schemaName.Text)))
            {
                yield return item;
            }
        }
    }

    private bool IsOf(FromItem item, string schemaName) =>
        item is { Table: { } table, Node: TableName { Alias: null } } && _dialect.Names.Equals(table.Schema ?? _dialect.DefaultSchema, schemaName);

    private (FromItem? Item, BoundColumn Column)? FindQualified(Scope scope, ColumnName name)
    {
        (FromItem? Item, BoundColumn Column)? found = null;
        FromItem? named = null;
        foreach (var item in Named(scope, name.Table!, name.Schema))
        {
            // Two tables of one name can stand in one FROM when they are of different schemas.
            if (named is not null)
            {
                throw BindingFaults.AmbiguousTable(name, name.Table!.Text);
            }

            named = item;
            if ((item.Find(name.Name.Text, out var ambiguous) ?? RowIdOf(item, name.Name.Text)) is { } column)
            {
                found = (item, column);
            }

            if (ambiguous)
            {
                throw BindingFaults.AmbiguousColumn(name, name.Name.Text, null, null);
            }
        }

        // Where rows are values, a table of that name decides: f.name is else the call name(f).
        return found is null && named is not null && Has(NameRules.WholeRows) ? throw Unknown(name) : found;
    }

    /// <summary>The rowid, when just one thing in FROM has one.</summary>
    private (FromItem? Item, BoundColumn Column)? FindRowId(Scope scope, string name, SqlNode at)
    {
        if (!IsRowId(name))
        {
            return null;
        }

        (FromItem? Item, BoundColumn Column)? found = null;
        for (var i = scope.First; i < scope.End; i++)
        {
            if (RowIdOf(scope.Items[i], name) is { } column)
            {
                found = found is null ? (scope.Items[i], column) : throw BindingFaults.AmbiguousColumn(at, name, found.Value.Item!.Name, scope.Items[i].Name);
            }
        }

        return found;
    }

    private bool IsRowId(string name) =>
        Has(NameRules.RowIds) && (_dialect.Names.Equals(name, "rowid") || _dialect.Names.Equals(name, "_rowid_") || _dialect.Names.Equals(name, "oid"));

    private BoundColumn? RowIdOf(FromItem item, string name)
    {
        if (item.Table is not { HasRowId: true } table || !IsRowId(name))
        {
            return null;
        }

        // A primary key of just this type is the rowid itself.
        var key = table.PrimaryKey is [var only] ? table.FindColumn(only, _dialect) : null;
        return key is not null && key.DeclaredType.Equals("INTEGER", StringComparison.OrdinalIgnoreCase)
            ? new BoundColumn(key.Name, key.Type, table, key)
            : new BoundColumn("rowid", ColumnType.Integer, table);
    }

    /// <summary>A table's name as a value. Of a query or a function it is what the query or function gives; of a table it would be all of it.</summary>
    private bool BindWholeRow(ColumnName name)
    {
        var level = 0;
        for (var scope = _place.Scope; scope is not null; scope = scope.Outer, level++)
        {
            foreach (var item in Named(scope, name.Name, null))
            {
                if (item.Table is not null)
                {
                    throw BindingFaults.WholeRow(name, name.Name.Text);
                }

                var type = item is { Node: FunctionTable, Columns: [var only] } ? only.InferredType : ColumnType.Other;
                Bind(name, new BoundColumn(name.Name.Text, type), item.Node, level);
                return true;
            }
        }

        return false;
    }
}
