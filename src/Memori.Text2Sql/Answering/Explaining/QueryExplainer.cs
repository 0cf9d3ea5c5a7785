using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>Words a query clause by clause. Not thread-safe: it remembers which FROM it is inside.</summary>
internal sealed partial class QueryExplainer
{
    private const int MostConstants = 8;

    private readonly Phrasebook _phrases;
    private readonly QueryNames _names;
    private readonly ExpressionExplainer _expressions;
    private TableSource? _from;

    public QueryExplainer(Phrasebook phrases, SqlDialect dialect, QueryNames names)
    {
        _phrases = phrases;
        _names = names;
        _expressions = new ExpressionExplainer(phrases, dialect, names, this);
    }

    /// <summary>Whether the SELECT that is being worded reads several sources, so that a column needs its table.</summary>
    public bool ReadsSeveral => _from is Join;

    /// <summary>What one row of the SELECT that is being worded stands for, in the plural; null when that has no name.</summary>
    public string? Entity => _from is null ? null : _names.Table(Main(_from)) is { Length: > 0 } name ? name : null;

    /// <summary>Whether the SELECT that is being worded reads the table of a source more than once.</summary>
    public bool IsRepeated(TableSource source) =>
        _from is Join && _names.TableOf(source) is { } table && Leaves(_from).Count(l => _names.TableOf(l) == table) > 1;

    /// <summary>Words something inside another FROM.</summary>
    public string Within(TableSource from, Func<string> word)
    {
        var outer = _from;
        _from = from;
        try
        {
            return word();
        }
        finally
        {
            _from = outer;
        }
    }

    /// <summary>The query as a part of another: the one thing that it gives, or all of it in brackets.</summary>
    public string Inner(Query query)
    {
        if (query is { Body: Select { Items: [ExpressionItem only], GroupBy.Count: 0, Having: null, From: { } from } select, With: null, Limit: null })
        {
            return Within(from, () => _phrases.Among(
                _expressions.Explain(only.Expression),
                IsCount(only.Expression) ? null : Source(from),
                select.Where is { } where ? _expressions.Condition(where) : null));
        }

        return _phrases.Subquery(string.Join(_phrases.Comma, Clauses(query)));
    }

    /// <summary>The source that the rows of a FROM are of.</summary>
    public TableSource Main(TableSource from)
    {
        var kept = Kinds(from).Where(k => !k.Optional).Select(k => k.Source).ToList();
        return _names.Entity(kept.Count > 0 ? kept : [.. Leaves(from)]);
    }

    public List<string> Clauses(Query query)
    {
        var clauses = Body(query.Body, query);
        if (query.With is { } with)
        {
            clauses.InsertRange(0, with.Tables.Select(t => _phrases.Step(t.Name.Text, string.Join(_phrases.Comma, Clauses(t.Query)))));
        }

        return clauses;
    }

    private List<string> Body(QueryBody body, Query? query) => body switch
    {
        Select select => Analysis(select, query) ?? SelectClauses(select, query),
        SetOperation { Operator: SetOperator.Union } set when Constants(set).ToList() is var rows && rows.TrueForAll(IsConstant) =>
            [_phrases.OfSchema(_phrases.List([.. rows.Take(MostConstants).Select(r => _expressions.Explain(((ExpressionItem)r.Items[0]).Expression)).Append(rows.Count > MostConstants ? "…" : null).OfType<string>()]))],
        SetOperation set => [_phrases.Combined(
            set.Operator.ToString().ToUpperInvariant(), string.Join(_phrases.Comma, Body(set.Left, null)), string.Join(_phrases.Comma, Body(set.Right, null))), .. Tail(query, null)],
        NestedQuery nested => [.. Clauses(nested.Query), .. Tail(query, null)],
        _ => [_phrases.Rows, .. Tail(query, null)],
    };

    private List<string> SelectClauses(Select select, Query? query)
    {
        var outer = _from;
        _from = select.From;
        var counts = select.From is not null and not Join && select.Items.Any(i => i is ExpressionItem { Expression: var e } && IsCount(e)) && Entity is not null;
        var items = _phrases.List([.. select.Items.Select(Item).Distinct()]);
        var clauses = new List<string> { _phrases.Shows(items, select.From is null || counts ? null : Source(select.From), select.Distinct) };
        if (select.Where is { } where)
        {
            clauses.Add(_phrases.Where(_expressions.Condition(where)));
        }

        if (select.GroupBy.Count > 0)
        {
            clauses.Add(_phrases.GroupedBy(_phrases.List(Groups([.. select.GroupBy.Select(k => Meant(k, select))]))));
        }

        if (select.Having is { } having)
        {
            clauses.Add(_phrases.Having(_expressions.Condition(having)));
        }

        clauses.AddRange(Tail(query, select));
        _from = outer;
        return clauses;
    }

    // Grouping by a table's key is grouping by its rows; its other columns say nothing more.
    private List<string> Groups(NodeList<Expression> keys)
    {
        var tables = keys.Select(_names.KeyOf).OfType<Schema.TableSchema>().ToList();
        return
        [
            .. keys.Where(k => _names.KeyOf(k) is not null || _names.OwnerOf(k) is not { } owner || !tables.Contains(owner))
                .Select(k => _names.KeyOf(k) is { } table ? _names.One(table) : _expressions.Explain(k))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private IEnumerable<string> Tail(Query? query, Select? select)
    {
        if (query is null)
        {
            yield break;
        }

        if (query.OrderBy.Count > 0)
        {
            yield return _phrases.SortedBy(_phrases.List([.. query.OrderBy.Select(o => SortKey(o, select))]));
        }

        if (query.Limit is { } limit)
        {
            yield return _phrases.First(_expressions.Explain(limit));
        }

        if (query.Offset is { } offset and not Literal { Value: "0" })
        {
            yield return _phrases.Skipping(_expressions.Explain(offset));
        }
    }

    private string Item(SelectItem item) => item switch
    {
        ExpressionItem { Expression: FunctionCall or ColumnName or Cast or Literal } plain => _expressions.Explain(plain.Expression),
        ExpressionItem { Alias: { } alias } named => _phrases.Named(_expressions.Explain(named.Expression), alias.Text.Replace('_', ' ')),
        ExpressionItem { Expression: var expression } => _expressions.Explain(expression),
        _ => _phrases.Everything,
    };

    private static bool IsCount(Expression expression) => expression is FunctionCall { Star: true, Over: null };

    /// <summary>What FROM reads: the rows that it is about, with what belongs to each.</summary>
    public string Source(TableSource source)
    {
        if (source is not Join)
        {
            return One(source);
        }

        var leaves = Leaves(source).ToList();
        var main = Main(source);
        var optional = Kinds(source).Where(k => k.Optional).Select(k => k.Source).ToHashSet<TableSource>(ReferenceEqualityComparer.Instance);
        var others = leaves.Where(l => !ReferenceEquals(l, main)).ToList();
        var strange = Strange(source).ToList();
        return _phrases.Joined(
            One(main),
            [.. others.Where(o => !optional.Contains(o)).Select(One).Distinct()],
            [.. others.Where(o => optional.Contains(o)).Select(One).Distinct()],
            strange.Count == 0 ? null : _phrases.All([.. strange.Select(_expressions.Explain)]));
    }

    private string One(TableSource source) => source switch
    {
        TableName { Alias: { } alias } when IsRepeated(source) => $"{_names.Table(source)} ({alias.Text})",
        TableName => _names.Table(source),
        DerivedTable derived => Apart(() => _phrases.Subquery(string.Join(_phrases.Comma, Clauses(derived.Query)))),
        FunctionTable function => function.Call.Name.Text,
        _ => "",
    };

    private string Apart(Func<string> word)
    {
        var outer = _from;
        var text = word();
        _from = outer;
        return text;
    }

    private static IEnumerable<TableSource> Leaves(TableSource source) => source is Join join ? Leaves(join.Left).Concat(Leaves(join.Right)) : [source];

    // What an outer join may leave out.
    private static IEnumerable<(TableSource Source, bool Optional)> Kinds(TableSource source, bool optional = false) => source is Join join
        ? Kinds(join.Left, optional || join.Kind is JoinKind.Right or JoinKind.Full).Concat(Kinds(join.Right, optional || join.Kind is JoinKind.Left or JoinKind.Full))
        : [(source, optional)];

    // Conditions of joins other than that a key is equal to another.
    private static IEnumerable<Expression> Strange(TableSource source) => source is not Join join ? [] :
        Strange(join.Left).Concat(Strange(join.Right)).Concat(Conjunction.Of(join.On).Where(p => p is not Binary { Operator: "=", Left: ColumnName, Right: ColumnName }));

    // ORDER BY 2 and ORDER BY alias mean an item of the list: say what it is.
    private string SortKey(OrderItem item, Select? select)
    {
        var meant = Meant(item.Expression, select);
        return _phrases.SortKey(_expressions.Explain(meant), item.Descending, _names.TypeOf(meant));
    }

    private static Expression Meant(Expression key, Select? select)
    {
        var items = select?.Items.OfType<ExpressionItem>().ToList() ?? [];
        return key switch
        {
            Literal { Kind: LiteralKind.Number } ordinal when int.TryParse(ordinal.Value, out var n) && n >= 1 && n <= items.Count => items[n - 1].Expression,
            ColumnName { Table: null } name => items.Find(i => i.Alias is { } alias && alias.Text.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase))?.Expression ?? key,
            _ => key,
        };
    }
}
