using System.Runtime.CompilerServices;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Sql.Binding;

/// <summary>One walk over one query; this part goes through queries and their clauses.</summary>
/// <param name="schema">The tables that there are.</param>
/// <param name="isText">Whether a name that means nothing is a string; null when none is.</param>
internal sealed partial class QueryBinder(DatabaseSchema schema, Func<ColumnName, bool>? isText) : TreeVisitor
{
    private readonly SqlDialect _dialect = schema.Dialect;
    private readonly Bindings _bindings = new();

    /// <summary>What the walk sees where it is.</summary>
    private Place _place;

    /// <summary>Names that were read as strings.</summary>
    public HashSet<SqlNode> Texts { get; } = new(ReferenceEqualityComparer.Instance);

    private TypeInference Types => field ??= new TypeInference(_dialect, _bindings);

    public BoundQuery Bind(Query query) => new(query, BindQuery(query, default, null), _bindings, Types);

    public override void Visit(SqlNode? node)
    {
        if (node is not null && !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw BindingFaults.TooDeep(node);
        }

        base.Visit(node);
    }

    protected override void VisitQuery(Query query) => BindQuery(query, _place, null);

    protected override void VisitExpression(Expression expression)
    {
        if (expression is ColumnName name)
        {
            BindName(name);
            return;
        }

        base.VisitExpression(expression);
    }

    private bool Has(NameRules rule) => (_dialect.Rules & rule) == rule;

    /// <summary>Binds an expression where it sees <paramref name="scope"/>.</summary>
    private void BindIn(Scope? scope, SqlNode? expression)
    {
        if (expression is null)
        {
            return;
        }

        var before = _place;
        _place = before with { Scope = scope };
        Visit(expression);
        _place = before;
    }

    private IReadOnlyList<BoundColumn> BindQuery(Query query, Place place, CommonBinding? recursion)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw BindingFaults.TooDeep(query);
        }

        var before = _place;
        _place = place with { Common = BindWith(query.With, place) };
        IReadOnlyList<BoundColumn> columns;
        if (query.Body is Select select)
        {
            var arm = BindSelect(select);
            columns = arm.Columns;
            Publish(recursion, columns);
            foreach (var item in query.OrderBy)
            {
                BindOrder(item.Expression, arm);
            }
        }
        else
        {
            List<Arm> arms = [];
            columns = BindBody(query.Body, recursion, arms);
            foreach (var item in query.OrderBy)
            {
                BindResultOrder(item.Expression, columns, arms);
            }
        }

        // Of its own columns a limit sees none.
        Visit(query.Limit);
        Visit(query.Offset);
        _place = before;
        _bindings.Queries[query] = columns;
        return columns;
    }

    private IReadOnlyList<BoundColumn> BindBody(QueryBody body, CommonBinding? recursion, List<Arm> arms)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw BindingFaults.TooDeep(body);
        }

        IReadOnlyList<BoundColumn> columns;
        switch (body)
        {
            case SetOperation set:
                var left = BindBody(set.Left, recursion, arms);
                var right = BindBody(set.Right, null, arms);
                return Combine(set, left, right);
            case Select select:
                var arm = BindSelect(select);
                arms.Add(arm);
                columns = arm.Columns;
                break;
            case NestedQuery nested:
                columns = BindQuery(nested.Query, _place, recursion);
                break;
            case Values values:
                columns = BindValues(values);
                break;
            default:
                throw new NotSupportedException($"Unknown body {body.GetType().Name}.");
        }

        Publish(recursion, columns);
        return columns;
    }

    private static BoundColumn[] Combine(SetOperation set, IReadOnlyList<BoundColumn> left, IReadOnlyList<BoundColumn> right)
    {
        if (left.Count != right.Count)
        {
            throw BindingFaults.OperandCount(set.Right, left.Count, right.Count);
        }

        return [.. left.Select((column, i) => new BoundColumn(column.Name, TypeInference.Unify(column.InferredType, right[i].InferredType)))];
    }

    private BoundColumn[] BindValues(Values values)
    {
        var count = values.Rows is [var first, ..] ? first.Count : 0;
        var types = new ColumnType?[count];
        foreach (var row in values.Rows)
        {
            if (row.Count != count)
            {
                throw BindingFaults.ColumnCount(row[0], "VALUES", count, row.Count);
            }

            VisitAll(row);
            for (var i = 0; i < count; i++)
            {
                types[i] = TypeInference.Unify(types[i], Types.Of(row[i]));
            }
        }

        return [.. types.Select((type, i) => new BoundColumn($"column{i + 1}", type))];
    }

    private Arm BindSelect(Select select)
    {
        var scope = new Scope(_place.Scope, []) { HasRightJoin = HasRightJoin(select.From) };
        List<SqlNode> conditions = [];
        BindFrom(select.From, scope, conditions);
        var before = _place;
        _place = before with { Scope = scope };
        var (columns, aliases) = BindItems(select, scope);
        if (Has(NameRules.AliasesEverywhere))
        {
            scope.Aliases = aliases;
        }

        foreach (var condition in conditions)
        {
            BindIn(scope, condition);
        }

        var arm = new Arm(select, scope, columns, aliases);
        Visit(select.Where);
        foreach (var group in select.GroupBy)
        {
            BindGroup(group, arm);
        }

        Visit(select.Having);
        VisitAll(select.Windows);
        foreach (var distinct in select.DistinctOn)
        {
            BindOrder(distinct, arm);
        }

        _place = before;
        return arm;
    }

    private (BoundColumn[] Columns, BoundColumn?[] Aliases) BindItems(Select select, Scope scope)
    {
        var columns = new List<BoundColumn>(select.Items.Count);
        var aliases = new List<BoundColumn?>(select.Items.Count);
        foreach (var item in select.Items)
        {
            if (item is ExpressionItem { Expression: var expression } named)
            {
                Visit(expression);
                columns.Add(ColumnOf(named));
                aliases.Add(named.Alias is null && !Has(NameRules.OrderByAnyName) ? null : columns[^1]);
            }
            else
            {
                foreach (var column in ColumnsOf((StarItem)item, select.From, scope))
                {
                    Read(column);
                    columns.Add(column);
                    aliases.Add(column);
                }
            }

            if (columns.Count > _dialect.MaxColumns)
            {
                throw BindingFaults.TooManyColumns(item, _dialect.MaxColumns);
            }
        }

        return ([.. columns], [.. aliases]);
    }

    private BoundColumn ColumnOf(ExpressionItem item)
    {
        if (item.Expression is ColumnName name && _bindings.Names.TryGetValue(name, out var binding))
        {
            return item.Alias is null ? binding.Column : binding.Column.Aliased(item.Alias.Text);
        }

        var type = Types.Of(item.Expression);
        return item.Alias is null ? new BoundColumn(item.Expression, _dialect, type) : new BoundColumn(item.Alias.Text, type);
    }

    /// <summary>One SELECT of a query, bound.</summary>
    /// <param name="Node">The SELECT.</param>
    /// <param name="Scope">What its clauses see.</param>
    /// <param name="Columns">What it gives.</param>
    /// <param name="Aliases">Of its columns those whose name ORDER BY sees, null for the others.</param>
    private sealed record Arm(Select Node, Scope Scope, IReadOnlyList<BoundColumn> Columns, IReadOnlyList<BoundColumn?> Aliases);
}
