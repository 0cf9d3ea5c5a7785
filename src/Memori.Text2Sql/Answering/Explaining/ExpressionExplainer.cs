using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>Words an expression; what has no wording is quoted as SQL.</summary>
internal sealed class ExpressionExplainer(Phrasebook phrases, SqlDialect dialect, QueryExplainer queries)
{
    public string Explain(Expression expression) => expression switch
    {
        ColumnName column => column.Name.Text,
        Literal { Kind: LiteralKind.Text } text => $"“{text.Value}”",
        Literal literal => literal.Value,
        TypedLiteral typed => typed.Value,
        Unary { Operator: "NOT" } not => phrases.Not(Explain(not.Operand)),
        Binary { Operator: "AND" } and => phrases.And(Explain(and.Left), Explain(and.Right)),
        Binary { Operator: "OR" } or => phrases.Or(Explain(or.Left), Explain(or.Right)),
        Binary binary => phrases.Compare(binary.Operator, Explain(binary.Left), Explain(binary.Right)),
        Between between => phrases.Between(Explain(between.Operand), Explain(between.Low), Explain(between.High), between.Not),
        InList list => phrases.OneOf(Explain(list.Operand), phrases.List([.. list.Items.Select(Explain)]), list.Not),
        InQuery inQuery => phrases.InQuery(Explain(inQuery.Operand), queries.Phrase(inQuery.Query), inQuery.Not),
        Exists exists => phrases.ExistsIn(queries.Phrase(exists.Query)),
        Like like => phrases.Matches(Explain(like.Operand), Explain(like.Pattern), like.Not),
        IsTest test => phrases.IsTest(Explain(test.Operand), test.Test, test.Not),
        ScalarQuery scalar => phrases.Subquery(queries.Phrase(scalar.Query)),
        Cast cast => Explain(cast.Operand),
        Collate collate => Explain(collate.Operand),
        Case { Operand: null } choice => phrases.CaseOf(
            [.. choice.Whens.Select(w => (Explain(w.Condition), Explain(w.Result)))], choice.Else is null ? null : Explain(choice.Else)),
        FunctionCall call => Call(call),
        _ => SqlRenderer.Render(expression, dialect),
    };

    private string Call(FunctionCall call)
    {
        var text = call.Star
            ? phrases.CountRows
            : call.Arguments.Count > 0 ? phrases.Aggregate(call.Name.Text.ToLowerInvariant(), Explain(call.Arguments[0]), call.Distinct) : null;
        text ??= SqlRenderer.Render(call with { Filter = null, Over = null }, dialect);
        if (call.Filter is { } filter)
        {
            text = phrases.Only(text, Explain(filter));
        }

        return call.Over is { } window
            ? phrases.Windowed(
                text,
                window.PartitionBy.Count == 0 ? null : phrases.List([.. window.PartitionBy.Select(Explain)]),
                window.OrderBy.Count == 0 ? null : phrases.List([.. window.OrderBy.Select(o => Explain(o.Expression))]))
            : text;
    }
}
