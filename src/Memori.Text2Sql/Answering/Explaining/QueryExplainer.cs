using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>Words a query clause by clause.</summary>
internal sealed class QueryExplainer
{
    private readonly Phrasebook _phrases;
    private readonly ExpressionExplainer _expressions;

    public QueryExplainer(Phrasebook phrases, SqlDialect dialect)
    {
        _phrases = phrases;
        _expressions = new ExpressionExplainer(phrases, dialect, this);
    }

    /// <summary>The query as one phrase, for use inside another.</summary>
    public string Phrase(Query query) => string.Join(", ", Clauses(query));

    public List<string> Clauses(Query query)
    {
        var clauses = Body(query.Body);
        if (query.With is { } with)
        {
            clauses.Insert(0, _phrases.Steps(_phrases.List([.. with.Tables.Select(t => t.Name.Text)])));
        }

        if (query.OrderBy.Count > 0)
        {
            clauses.Add(_phrases.SortedBy(_phrases.List([.. query.OrderBy.Select(o => _phrases.SortKey(SortKey(o.Expression, query.Body), o.Descending))])));
        }

        if (query.Limit is { } limit)
        {
            clauses.Add(_phrases.First(_expressions.Explain(limit)));
        }

        if (query.Offset is { } offset)
        {
            clauses.Add(_phrases.Skipping(_expressions.Explain(offset)));
        }

        return clauses;
    }

    private List<string> Body(QueryBody body) => body switch
    {
        Select select => SelectClauses(select),
        SetOperation set => [_phrases.Combined(
            set.Operator.ToString().ToUpperInvariant(), string.Join(", ", Body(set.Left)), string.Join(", ", Body(set.Right)))],
        NestedQuery nested => Clauses(nested.Query),
        _ => [_phrases.Rows],
    };

    private List<string> SelectClauses(Select select)
    {
        var items = _phrases.List([.. select.Items.Select(Item)]);
        var clauses = new List<string> { _phrases.Shows(items, select.From is null ? null : Source(select.From), select.Distinct) };
        if (select.Where is { } where)
        {
            clauses.Add(_phrases.Where(_expressions.Explain(where)));
        }

        if (select.GroupBy.Count > 0)
        {
            clauses.Add(_phrases.GroupedBy(_phrases.List([.. select.GroupBy.Select(_expressions.Explain)])));
        }

        if (select.Having is { } having)
        {
            clauses.Add(_phrases.Having(_expressions.Explain(having)));
        }

        return clauses;
    }

    private string Item(SelectItem item) => item is ExpressionItem { Expression: var expression } ? _expressions.Explain(expression) : _phrases.Everything;

    private string Source(TableSource source) => source switch
    {
        TableName table => table.Name.Text,
        DerivedTable derived => _phrases.Subquery(Phrase(derived.Query)),
        FunctionTable function => function.Call.Name.Text,
        Join join => _phrases.JoinedWith(Source(join.Left), Source(join.Right), join.Kind is JoinKind.Left or JoinKind.Full),
        _ => "",
    };

    // ORDER BY 2 and ORDER BY alias mean an item of the list: say what it is.
    private string SortKey(Expression key, QueryBody body)
    {
        if (body is Select select)
        {
            var items = select.Items.OfType<ExpressionItem>().ToList();
            if (key is Literal { Kind: LiteralKind.Number } ordinal && int.TryParse(ordinal.Value, out var n) && n >= 1 && n <= items.Count)
            {
                return _expressions.Explain(items[n - 1].Expression);
            }

            if (key is ColumnName { Table: null } name
                && items.Find(i => i.Alias is { } alias && alias.Text.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase)) is { } aliased)
            {
                return _expressions.Explain(aliased.Expression);
            }
        }

        return _expressions.Explain(key);
    }
}
