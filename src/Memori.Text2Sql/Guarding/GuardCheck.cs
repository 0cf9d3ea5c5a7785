using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>One walk over one tree: every node, function and type in it must be on a list, and all of it within the limits. What names mean is the binder's.</summary>
/// <param name="dialect">The query's dialect.</param>
/// <param name="denied">Functions that may not be called although they are on the list, in lower case.</param>
/// <param name="shadowing">Functions and operators of the database's own that a call could reach in the place of the one on the list.</param>
/// <param name="options">The limits.</param>
internal sealed partial class GuardCheck(SqlDialect dialect, IReadOnlySet<string> denied, IReadOnlyList<string> shadowing, GuardOptions options) : TreeVisitor
{
    private readonly FunctionCatalog _catalog = dialect.Functions;
    private readonly bool _ignoresCase = dialect.IgnoresCase;
    private readonly HashSet<string> _functions = new(StringComparer.Ordinal);
    private readonly List<string> _commonTables = [];
    private int _nodes;
    private int _sources;
    private int _queries;

    /// <summary>The functions that the query calls, in lower case.</summary>
    public IReadOnlySet<string> Functions => _functions;

    /// <summary>The common tables that the query defines anywhere.</summary>
    public IReadOnlyList<string> CommonTables => _commonTables;

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

        if (node is CommonTable table)
        {
            _commonTables.Add(_catalog.IsSystemTable(null, table.Name.Text) ? throw Refusals.SystemTable(table, table.Name.Text) : table.Name.Text);
        }

        base.Visit(node);
    }

    protected override void VisitQuery(Query query)
    {
        if (++_queries > options.MaxQueryDepth)
        {
            throw Refusals.TooDeep(query);
        }

        base.VisitQuery(query);
        _queries--;
    }

    protected override void VisitSource(TableSource source)
    {
        if (source is not Join && ++_sources > options.MaxSources)
        {
            throw Refusals.TooManyTables(source, options.MaxSources);
        }

        switch (source)
        {
            case TableName table when _catalog.IsSystemTable(table.Schema?.Text, table.Name.Text):
                throw Refusals.SystemTable(table, table.Name.Text);
            case FunctionTable function:
                CheckTableFunction(function);
                break;
            case Join { Natural: true } or Join { Using.Count: > 0 }:
                CheckOperators(source, s_equality);
                break;
        }

        base.VisitSource(source);
    }
}
