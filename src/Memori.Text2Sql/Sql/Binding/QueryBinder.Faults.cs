using Memori.Text;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>What to say of a name that means nothing.</summary>
internal sealed partial class QueryBinder
{
    private SqlBindingException Unknown(ColumnName name)
    {
        if (name.Table is not null)
        {
            var named = Scopes().SelectMany(scope => Named(scope, name.Table, name.Schema)).FirstOrDefault();
            return named is null ? NoAlias(name, name.Table.Text, _place.Scope) : NoColumn(name, named);
        }

        return NoColumn(name, name.Name.Text, null);
    }

    private SqlBindingException NoColumn(ColumnName name, FromItem item) => _dialect.IsSystemColumn(name.Name.Text)
        ? BindingFaults.SystemColumn(name, name.Name.Text)
        : BindingFaults.UnknownColumn(name, name.Name.Text, item.Name, NearestName.Of(name.Name.Text, item.Columns.Select(column => column.Name)));

    private SqlBindingException NoColumn(SqlNode at, string name, Scope? only)
    {
        if (_dialect.IsSystemColumn(name))
        {
            return BindingFaults.SystemColumn(at, name);
        }

        var scopes = only is null ? Scopes() : [only];
        var items = scopes.SelectMany(ItemsOf).ToList();
        if (NearestName.Of(name, items.SelectMany(item => item.Columns).Select(column => column.Name)) is { } nearest)
        {
            return BindingFaults.UnknownColumn(at, name, items is [var single] ? single.Name : null, nearest);
        }

        return schema.Tables.FirstOrDefault(table => table.Columns.Any(column => _dialect.Names.Equals(column.Name, name))) is { } elsewhere
            ? BindingFaults.ColumnElsewhere(at, name, elsewhere.Name)
            : BindingFaults.UnknownColumn(at, name, items is [var lone] ? lone.Name : null, null);
    }

    private SqlBindingException NoAlias(SqlNode at, string name, Scope? scope)
    {
        List<FromItem> items = [.. (scope is null ? [] : Scopes(scope)).SelectMany(ItemsOf)];

        // The table is there, under another name.
        var renamed = items.Find(item => item.Node is TableName { Alias: not null } table && _dialect.Names.Equals(table.Name.Text, name));
        return BindingFaults.UnknownAlias(at, name, renamed?.Name ?? NearestName.Of(name, items.Select(item => item.Name).OfType<string>()));
    }

    private IEnumerable<Scope> Scopes() => _place.Scope is null ? [] : Scopes(_place.Scope);

    private static IEnumerable<Scope> Scopes(Scope scope)
    {
        for (var here = scope; here is not null; here = here.Outer)
        {
            yield return here;
        }
    }

    private static IEnumerable<FromItem> ItemsOf(Scope scope)
    {
        for (var i = scope.First; i < scope.End; i++)
        {
            yield return scope.Items[i];
        }
    }
}
