using Memori.Text;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>FROM: what it reads, joins and stars.</summary>
internal sealed partial class QueryBinder
{
    /// <summary>The columns that USING or NATURAL merge, by join.</summary>
    private readonly Dictionary<SqlNode, IReadOnlyList<string>> _merged = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds what <paramref name="source"/> reads to <paramref name="scope"/>; what must see all of FROM waits in <paramref name="conditions"/>.</summary>
    private void BindFrom(TableSource? source, Scope scope, List<SqlNode> conditions)
    {
        switch (source)
        {
            case null:
                return;
            case Join join:
                BindJoin(join, scope, conditions);
                return;
            case TableName table:
                Add(scope, BindTable(table, scope));
                return;
            case DerivedTable derived:
                // Only a lateral table sees what stands before it.
                var around = derived.Lateral ? scope.Seeing(0, scope.Items.Count) : scope.Outer;
                var columns = BindQuery(derived.Query, _place with { Scope = around }, null);
                Add(scope, new FromItem(derived, derived.Alias?.Text, null, Expose(columns, derived.Columns, derived, derived.Alias?.Text ?? "()"), _dialect));
                return;
            case FunctionTable function:
                Bind(function.Call, scope, 0, scope.Items.Count, conditions);
                Add(scope, BindFunction(function));
                return;
            default:
                throw new NotSupportedException($"Unknown source {source.GetType().Name}.");
        }
    }

    /// <summary>Binds what stands in FROM: where joins are in order now, with what it sees there; else later, with all of FROM.</summary>
    private void Bind(SqlNode node, Scope scope, int from, int to, List<SqlNode> conditions)
    {
        if (Has(NameRules.JoinsInOrder))
        {
            BindIn(scope.Seeing(from, to), node);
        }
        else
        {
            conditions.Add(node);
        }
    }

    private void Add(Scope scope, FromItem item)
    {
        if (item.Name is not null && scope.Items.Exists(other => _dialect.Names.Equals(other.Name, item.Name) && !AreTablesOfTwoSchemas(other, item)))
        {
            throw BindingFaults.AmbiguousTable(item.Node, item.Name);
        }

        scope.Items.Add(item);
        _bindings.Sources[item.Node] = item;
    }

    private static bool AreTablesOfTwoSchemas(FromItem one, FromItem other) =>
        one is { Node: TableName { Alias: null }, Table: { } left } && other is { Node: TableName { Alias: null }, Table: { } right } && !ReferenceEquals(left, right);

    private FromItem BindTable(TableName table, Scope scope)
    {
        var name = (table.Alias ?? table.Name).Text;
        if (table.Schema is null && _place.Common?.Find(table.Name.Text) is { } common)
        {
            // Each reading of it has columns of its own.
            var columns = ColumnsOf(common, table, scope).Select(column => column.HasName ? column.Exposed(column.Name) : column).ToList();
            return new FromItem(table, name, null, Expose(columns, table.Columns, table, name), _dialect);
        }

        var found = schema.Find(table.Schema?.Text, table.Name.Text)
            ?? throw BindingFaults.UnknownTable(table, table.Name.Text, NearestName.Of(table.Name.Text, TableNames(table.Schema)));
        _bindings.Read(found);
        var item = new FromItem(table, name, found, _dialect);
        return table.Columns.Count == 0 ? item : new FromItem(table, name, found, Expose(item.Columns, table.Columns, table, name), _dialect);
    }

    private IEnumerable<string> TableNames(Identifier? written)
    {
        var tables = schema.Tables.Where(table => _dialect.Names.Equals(written?.Text ?? _dialect.DefaultSchema, table.Schema ?? _dialect.DefaultSchema)).Select(table => table.Name);
        return written is null && _place.Common is { } common ? common.Names.Concat(tables) : tables;
    }

    private FromItem BindFunction(FunctionTable function)
    {
        var name = function.Call.Name.Text;
        var alias = (function.Alias ?? function.Call.Name).Text;
        var known = _dialect.TableFunctions.GetValueOrDefault(name);
        if (known is null && Has(NameRules.KnownTableFunctions))
        {
            throw BindingFaults.UnknownFunction(function, name);
        }

        List<BoundColumn> columns = [.. known?.Columns.Select(column => new BoundColumn(column.Name, column.Type)) ?? []];
        if (columns.Count == 0)
        {
            // Several arrays in one UNNEST give a column each.
            var count = name == "unnest" ? Math.Max(1, function.Call.Arguments.Count) : 1;
            for (var i = 0; i < count; i++)
            {
                columns.Add(new BoundColumn(alias, known?.OwnType ?? (function.Call.Arguments.Count == 0 ? ColumnType.Other : Types.Element(function.Call, i))));
            }
        }

        if (function.WithOrdinality)
        {
            columns.Add(new BoundColumn("ordinality", ColumnType.Integer));
        }

        return new FromItem(function, alias, null, Expose(columns, function.Columns, function, alias), _dialect)
        {
            Hidden = [.. known?.Hidden.Select(hidden => new BoundColumn(hidden, ColumnType.Other)) ?? []],
        };
    }

    private void BindJoin(Join join, Scope scope, List<SqlNode> conditions)
    {
        // A chain of joins leans to the left as far as the tree is deep.
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw BindingFaults.TooDeep(join);
        }

        var first = scope.Items.Count;
        BindFrom(join.Left, scope, conditions);
        var middle = scope.Items.Count;
        if (join.Right is Join bracketed && Has(NameRules.BracketsAreQueries))
        {
            BindBracketed(bracketed, scope);
        }
        else
        {
            BindFrom(join.Right, scope, conditions);
        }

        if (join.Natural || join.Using.Count > 0)
        {
            Merge(join, scope, first, middle);
        }

        if (join.On is not null)
        {
            Bind(join.On, scope, first, scope.Items.Count, conditions);
        }
    }

    /// <summary>A join in parentheses that is a query of its own: its conditions see only itself, and it reads everything.</summary>
    private void BindBracketed(Join join, Scope scope)
    {
        List<SqlNode> conditions = [];
        var first = scope.Items.Count;
        BindFrom(join, scope, conditions);
        foreach (var condition in conditions)
        {
            BindIn(scope.Seeing(first, scope.Items.Count), condition);
        }

        foreach (var item in scope.Items.Skip(first))
        {
            foreach (var column in item.Columns.Append(RowIdOf(item, "rowid")).OfType<BoundColumn>())
            {
                Read(column);
            }
        }
    }

    private void Merge(Join join, Scope scope, int first, int middle)
    {
        var left = scope.Seeing(first, middle);
        var right = scope.Seeing(middle, scope.Items.Count);

        // Where a side may be missing, the engine looks at all columns of the name.
        var firstOnly = !Has(NameRules.UsingFirst) && !scope.HasRightJoin;
        List<string> names = join.Natural ? CommonNames(join, scope) : [.. join.Using.Select(name => name.Text)];
        for (var i = 0; i < names.Count; i++)
        {
            var at = join.Natural ? (SqlNode)join : join.Using[i];
            var (_, one) = FindBare(left, names[i], at, firstOnly) ?? throw NoColumn(at, names[i], left);
            var (item, other) = FindBare(right, names[i], at, firstOnly: !Has(NameRules.UsingFirst)) ?? throw NoColumn(at, names[i], right);
            Read(one);
            Read(other);
            (item.Merged ??= new(_dialect.Names))[names[i]] = join.Kind;
        }

        _merged[join] = names;
    }

    private List<string> CommonNames(Join join, Scope scope)
    {
        var right = Visible(join.Right, scope).Select(column => column.Name).ToHashSet(_dialect.Names);
        return [.. Visible(join.Left, scope).Select(column => column.Name).Where(right.Contains).Distinct(_dialect.Names)];
    }

    private IEnumerable<BoundColumn> ColumnsOf(StarItem star, TableSource? from, Scope scope)
    {
        if (star.Table is null)
        {
            return from is null ? throw BindingFaults.NothingToRead(star) : Visible(from, scope);
        }

        for (var here = scope; here is not null; here = Has(NameRules.WholeRows) ? here.Outer : null)
        {
            List<FromItem> named = [.. Named(here, star.Table, star.Schema)];
            if (named.Count > 0)
            {
                return named.SelectMany(item => item.Columns);
            }
        }

        throw NoAlias(star, star.Table.Text, scope);
    }

    private static bool HasRightJoin(TableSource? source)
    {
        while (source is Join join)
        {
            if (join.Kind is JoinKind.Right or JoinKind.Full)
            {
                return true;
            }

            source = join.Left;
        }

        return false;
    }

    /// <summary>The columns that a star gives, in order.</summary>
    private IEnumerable<BoundColumn> Visible(TableSource source, Scope scope)
    {
        if (source is not Join join)
        {
            return _bindings.Sources[source].Columns;
        }

        var left = Visible(join.Left, scope);
        var right = join.Right is Join && Has(NameRules.BracketsAreQueries) ? Numbered([.. Visible(join.Right, scope)]) : Visible(join.Right, scope);
        if (!_merged.TryGetValue(join, out var merged))
        {
            return left.Concat(right);
        }

        var names = merged.ToHashSet(_dialect.Names);
        var rest = right.Where(column => !names.Contains(column.Name));
        if (!Has(NameRules.UsingFirst))
        {
            return left.Concat(rest);
        }

        var columns = left.ToList();
        return merged.Select(name => columns.First(column => _dialect.Names.Equals(column.Name, name)))
            .Concat(columns.Where(column => !names.Contains(column.Name)))
            .Concat(rest);
    }
}
