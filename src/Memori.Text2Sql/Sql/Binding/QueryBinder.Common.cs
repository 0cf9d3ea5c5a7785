using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>Common tables.</summary>
internal sealed partial class QueryBinder
{
    /// <summary>Those whose query the walk is in, the innermost on top.</summary>
    private readonly Stack<CommonBinding> _inside = new();

    /// <summary>
    /// Where every common table sees all others, all are there first; else each sees only those before it, so that a common table can't lend
    /// its name to a real one inside itself.
    /// </summary>
    private CommonTables? BindWith(WithClause? with, Place place)
    {
        if (with is null)
        {
            return place.Common;
        }

        var common = new CommonTables(place.Common, _dialect);
        var together = with.Recursive || Has(NameRules.CommonTablesTogether);
        List<CommonBinding> tables = [.. with.Tables.Select(table => new CommonBinding(table, place with { Common = common }))];
        if (together)
        {
            tables.ForEach(table => Add(common, table));
        }

        foreach (var table in tables)
        {
            Bind(table);
            if (!together)
            {
                Add(common, table);
            }
        }

        return common;
    }

    private static void Add(CommonTables common, CommonBinding table)
    {
        if (!common.Add(table))
        {
            throw BindingFaults.Duplicate(table.Node, table.Node.Name.Text);
        }
    }

    private void Bind(CommonBinding table)
    {
        if (table.IsBound)
        {
            return;
        }

        table.IsBeingBound = true;
        _inside.Push(table);
        var columns = BindQuery(table.Node.Query, table.Place, table);
        _inside.Pop();
        table.Columns = Expose(columns, table.Node.Columns, table.Node, table.Node.Name.Text, Has(NameRules.WholeColumnLists));
        table.IsBound = true;
    }

    /// <summary>The arm of a recursion that reads its own table knows the columns as the first arm gives them.</summary>
    private void Publish(CommonBinding? recursion, IReadOnlyList<BoundColumn> columns)
    {
        if (recursion is { Columns: null })
        {
            recursion.Columns = Expose(columns, recursion.Node.Columns, recursion.Node, recursion.Node.Name.Text, Has(NameRules.WholeColumnLists));
        }
    }

    private IReadOnlyList<BoundColumn> ColumnsOf(CommonBinding table, TableName at, Scope reader)
    {
        if (!table.IsBound && !table.IsBeingBound)
        {
            Bind(table);
        }

        if (table.Columns is null)
        {
            throw BindingFaults.Circular(at, table.Node.Name.Text);
        }

        return table.IsCorrelated && Has(NameRules.CommonTablesSeeTheirReader) && !ReferenceEquals(reader.Outer, table.Place.Scope)
            ? throw BindingFaults.CorrelatedElsewhere(at, table.Node.Name.Text)
            : table.Columns;
    }

    /// <summary>Notes that a name inside common tables means a column of <paramref name="scope"/>.</summary>
    private void NoteCorrelation(Scope scope)
    {
        foreach (var table in _inside)
        {
            for (var around = table.Place.Scope; around is not null && !table.IsCorrelated; around = around.Outer)
            {
                table.IsCorrelated = ReferenceEquals(around.Items, scope.Items);
            }
        }
    }

    /// <summary>The columns as a list of names renames them: the first ones, as many as it has.</summary>
    private IReadOnlyList<BoundColumn> Expose(IReadOnlyList<BoundColumn> columns, NodeList<Identifier> names, SqlNode at, string what, bool whole = false)
    {
        if (names.Count > columns.Count || (whole && names.Count > 0 && names.Count < columns.Count))
        {
            throw BindingFaults.ColumnCount(at, what, names.Count, columns.Count);
        }

        IReadOnlyList<BoundColumn> exposed = names.Count == 0 && columns.All(column => column.Original == column)
            ? columns
            : [.. columns.Select((column, i) => i < names.Count ? column.Exposed(names[i].Text) : column.HasName ? column.Exposed(column.Name) : column)];
        return Has(NameRules.NumbersDuplicates) ? Numbered(exposed) : exposed;
    }

    private IReadOnlyList<BoundColumn> Numbered(IReadOnlyList<BoundColumn> columns)
    {
        var seen = new HashSet<string>(columns.Count, _dialect.Names);
        BoundColumn[]? numbered = null;
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            if (!column.HasName || seen.Add(column.Name))
            {
                continue;
            }

            numbered ??= [.. columns];
            var name = column.Name.TrimEnd("0123456789".ToCharArray()) is [.. var before, ':'] ? before : column.Name;
            var number = 1;
            while (!seen.Add($"{name}:{number}"))
            {
                number++;
            }

            numbered[i] = column.Exposed($"{name}:{number}");
        }

        return numbered ?? columns;
    }
}
