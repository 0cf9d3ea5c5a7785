using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

internal sealed partial class QueryExplainer
{
    /// <summary>What an analysis over numbered or compared rows says, in the words of the rows themselves; null when it is none.</summary>
    private List<string>? Analysis(Select select, Query? query)
    {
        if (IsConstant(select))
        {
            return [_phrases.OfSchema(_phrases.List([.. select.Items.OfType<ExpressionItem>().Select(i => _expressions.Explain(i.Expression)).Distinct()]))];
        }

        if (select.From is not DerivedTable { Query: { Body: Select { From: { } from } inner, With: null, Limit: null } })
        {
            return null;
        }

        var named = inner.Items.OfType<ExpressionItem>().Where(i => i.Alias is not null).ToLookup(i => i.Alias!.Text, i => i.Expression, StringComparer.OrdinalIgnoreCase);
        Expression? Meant(Expression expression) => expression is ColumnName { Table: null, Name.Text: var name } ? named[name].FirstOrDefault() : null;
        var said = select switch
        {
            { Where: Binary { Operator: "<=", Right: Literal { Value: var count } } first } when Meant(first.Left) is FunctionCall { Over: { PartitionBy: [var each, ..], OrderBy: [var by, ..] } } place && IsNamed(place, "row_number") =>
                ((Expression?)null, (Func<string>?)(() => _phrases.FirstOfEach(count, _names.KeyOf(each) is { } table ? _names.One(table) : _expressions.Explain(each), SortKey(by, null)))),
            { Where: Binary { Operator: ">=", Right: Literal { Value: var level } } least } when Meant(least.Left) is FunctionCall rank && IsNamed(rank, "cume_dist") => (named["value"].FirstOrDefault(), () => _phrases.Percentile(_expressions.Explain(named["value"].First()), level)),
            { Where: InList } when named["place"].FirstOrDefault() is FunctionCall number && IsNamed(number, "row_number") && named["total"].Any() => (named["value"].FirstOrDefault(), () => _phrases.Percentile(_expressions.Explain(named["value"].First()), "0.5")),
            { Where: null } when named["previous"].FirstOrDefault() is FunctionCall before && IsNamed(before, "lag") => (named["value"].FirstOrDefault(), () => _phrases.Growth(_expressions.Explain(named["value"].First()))),
            _ => default,
        };
        if (said.Item2 is not { } special)
        {
            return null;
        }

        return [.. Within(from, () =>
        {
            var shown = select.Items.OfType<ExpressionItem>().Select(i => Meant(i.Expression)).OfType<Expression>().Select(_expressions.Explain).Distinct().ToList();
            var clauses = new List<string> { _phrases.Shows(_phrases.List(said.Item1 is null ? shown : [.. shown, special()]), Source(from), distinct: false) };
            if (inner.Where is { } where && Conjunction.All(Conjunction.Of(where).Where(c => c is not IsTest { Test: "NULL", Not: true })) is { } told)
            {
                clauses.Add(_phrases.Where(_expressions.Condition(told)));
            }

            if (said.Item1 is null)
            {
                clauses.Add(special());
            }

            return string.Join('\n', clauses.Concat(Tail(query is null ? null : query with { OrderBy = [] }, null)));
        }).Split('\n')];
    }

    private static bool IsConstant(Select select) => select.From is null && select.Items.Count > 0 && select.Items.All(i => i is ExpressionItem { Expression: Literal });

    private static bool IsNamed(FunctionCall call, string name) => call.Name.Text.Equals(name, StringComparison.OrdinalIgnoreCase);

    // Rows of constants, as answers from the schema are.
    private static IEnumerable<Select> Constants(QueryBody body) => body switch
    {
        SetOperation { Operator: SetOperator.Union } set => Constants(set.Left).Concat(Constants(set.Right)),
        Select select => [select],
        _ => [new Select([])],
    };
}
