using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>One walk over one tree: everything in it must be on a list.</summary>
internal sealed partial class GuardCheck(CallerAccess access, FunctionCatalog catalog, GuardOptions options) : TreeVisitor
{
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly List<TableSchema> _tables = [];
    private readonly Dictionary<TableName, TableSchema> _meanings = new(ReferenceEqualityComparer.Instance);
    private readonly IEqualityComparer<string> _names = access.Schema.Dialect.Names;

    /// <summary>Common tables that are visible where the walk is.</summary>
    private readonly List<Source> _commonTables = [];

    private int _nodes;
    private int _sources;
    private int _queries;

    /// <summary>The functions that the query calls, in lower case.</summary>
    public IReadOnlySet<string> Functions => _functions;

    /// <summary>The tables that it reads.</summary>
    public IReadOnlyList<TableSchema> Tables => _tables;

    /// <summary>The table of the schema that a name in FROM means; null for a common table.</summary>
    public TableSchema? MeaningOf(TableName name) => _meanings.GetValueOrDefault(name);

    /// <exception cref="GuardRefusedException">Something is not on a list.</exception>
    public GuardCheck Run(Query query)
    {
        Visit(query);
        return this;
    }

    public override void Visit(SqlNode? node)
    {
        if (node is not null && ++_nodes > options.MaxNodes)
        {
            throw Refusals.TooComplex(node);
        }

        if (node is WithClause with)
        {
            VisitWith(with);
            return;
        }

        base.Visit(node);
    }

    protected override void VisitQuery(Query query)
    {
        if (++_queries > options.MaxQueryDepth)
        {
            throw Refusals.TooDeep(query);
        }

        var visible = _commonTables.Count;
        Visit(query.With);
        _scopes.Push([]);
        if (query.Body is Select select)
        {
            // ORDER BY sees what FROM reads, so both are in one scope.
            base.VisitBody(select);
        }
        else
        {
            Visit(query.Body);
        }

        VisitAll(query.OrderBy);
        Visit(query.Limit);
        Visit(query.Offset);
        _scopes.Pop();
        _commonTables.RemoveRange(visible, _commonTables.Count - visible);
        _queries--;
    }

    protected override void VisitBody(QueryBody body)
    {
        if (body is SetOperation)
        {
            base.VisitBody(body);
            return;
        }

        _scopes.Push([]);
        base.VisitBody(body);
        _scopes.Pop();
    }

    protected override void VisitSource(TableSource source)
    {
        if (source is not Join && ++_sources > options.MaxSources)
        {
            throw Refusals.TooManyTables(source, options.MaxSources);
        }

        switch (source)
        {
            case TableName table:
                Resolve(table);
                break;
            case FunctionTable function:
                CheckTableFunction(function);
                base.VisitSource(source);
                break;
            default:
                base.VisitSource(source);
                break;
        }

        if (source is not Join)
        {
            _scopes.Peek().Add(new Source(NameOf(source), ColumnsOf(source)));
        }
    }

    private static string? NameOf(TableSource source) => source switch
    {
        TableName table => (table.Alias ?? table.Name).Text,
        DerivedTable derived => derived.Alias?.Text,
        FunctionTable function => (function.Alias ?? function.Call.Name).Text,
        _ => null,
    };

    /// <summary>The columns of what FROM reads. Only PostgreSQL has to know them.</summary>
    private IReadOnlyList<string> ColumnsOf(TableSource source) => catalog.IgnoresCase ? [] : source switch
    {
        TableName table => OutputNames.Rename(ColumnsOf(table), table.Columns),
        DerivedTable derived => OutputNames.Rename(ColumnsOf(derived.Query), derived.Columns),
        FunctionTable function => OutputNames.Rename(OutputNames.Of(function), function.Columns),
        _ => [],
    };

    private IReadOnlyList<string> ColumnsOf(TableName table) =>
        (table.Schema is null ? _commonTables.FindLast(common => common.Name == table.Name.Text)?.Columns : null)
        ?? Find(table)?.Columns.Select(column => column.Name).ToList()
        ?? [];

    private IReadOnlyList<string> ColumnsOf(Query query)
    {
        var visible = _commonTables.Count;
        foreach (var table in query.With?.Tables ?? [])
        {
            _commonTables.Add(new Source(table.Name.Text, OutputNames.Rename(ColumnsOf(table.Query), table.Columns)));
        }

        var names = new OutputNames(ColumnsOf).Of(query);
        _commonTables.RemoveRange(visible, _commonTables.Count - visible);
        return names;
    }

    /// <summary>A table of the schema by name, unless it is a common table that is in scope.</summary>
    private void Resolve(TableName table)
    {
        var name = table.Name.Text;
        if (catalog.IsSystemTable(table.Schema?.Text, name))
        {
            throw Refusals.SystemTable(table, name);
        }

        if (table.Schema is null && _commonTables.Exists(common => _names.Equals(name, common.Name)))
        {
            return;
        }

        var read = Find(table) ?? throw WhyUnreadable(table, name);
        _meanings[table] = read;
        if (!_tables.Contains(read))
        {
            _tables.Add(read);
        }
    }

    private GuardRefusedException WhyUnreadable(TableName table, string name) => access.WhyClosed(table.Schema?.Text, name) switch
    {
        null => Refusals.UnknownTable(table, name),
        { Attribute: { } attribute } => Refusals.MissingAttribute(table, name, attribute),
        _ => Refusals.PolicyBroken(table, name),
    };

    private TableSchema? Find(TableName table) => access.Schema.Find(table.Schema?.Text, table.Name.Text);

    private void VisitWith(WithClause with)
    {
        // Where every common table sees all others, all names are there first; else each only those before it, so that a common table
        // can't lend its name to a real one inside itself.
        var together = with.Recursive || catalog.IgnoresCase;
        foreach (var table in with.Tables)
        {
            if (catalog.IsSystemTable(null, table.Name.Text))
            {
                throw Refusals.SystemTable(table, table.Name.Text);
            }

            if (together)
            {
                _commonTables.Add(new Source(table.Name.Text, []));
            }
        }

        var first = _commonTables.Count - with.Tables.Count;
        for (var i = 0; i < with.Tables.Count; i++)
        {
            var table = with.Tables[i];
            var source = new Source(table.Name.Text, ColumnsOf(new DerivedTable(table.Query, null) { Columns = table.Columns }));
            if (together)
            {
                // The arm of a recursion that reads its own table knows the columns, as whatever comes after it does.
                _commonTables[first + i] = source;
            }

            Visit(table.Query);
            if (!together)
            {
                _commonTables.Add(source);
            }
        }
    }
}
