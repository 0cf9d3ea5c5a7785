using Memori.Text;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Verification.Gates;

/// <summary>A sum or average over a table whose rows a join repeats counts them more than once.</summary>
internal static class FanOutGate
{
    public static Finding? Check(BoundQuery bound)
    {
        var search = new Search(bound);
        search.Visit(bound.Query);
        return search.Found is { } measure
            ? new Finding(QueryGates.FanOut, new LocalizedText($"a join repeats the rows over which {measure} is added up", $"连接重复了 {measure} 所在的行,汇总会重复计算"))
            : null;
    }

    private sealed class Search(BoundQuery bound) : TreeVisitor
    {
        public string? Found { get; private set; }

        protected override void VisitBody(QueryBody body)
        {
            if (Found is null && body is Select { From: Join } select)
            {
                var joins = JoinedSources.Of(select, bound);
                var aggregates = new Aggregates(select.GroupBy.Count > 0);
                aggregates.VisitSelect(select);
                Found = aggregates.Found.Select(call => Repeated(call, joins)).FirstOrDefault(name => name is not null);
            }

            base.VisitBody(body);
        }

        /// <summary>The column that is added up more than once, or null. What is multiplied with a column of the many side is of that side.</summary>
        private string? Repeated(FunctionCall call, JoinedSources joins)
        {
            var names = new Names();
            names.Visit(call.Arguments[0]);
            var sources = names.Found.Select(name => bound.BindingOf(name) is { Level: 0, Source: { } source } ? source : null).ToList();
            return sources.Count > 0 && sources.TrueForAll(source => source is not null && joins.Repeats(source)) ? names.Found[0].Name.Text : null;
        }
    }

    /// <summary>The additive aggregates of one SELECT, not those of the queries inside it.</summary>
    private sealed class Aggregates(bool isGrouped) : TreeVisitor
    {
        public List<FunctionCall> Found { get; } = [];

        public void VisitSelect(Select select)
        {
            foreach (var item in select.Items)
            {
                Visit(item);
            }

            Visit(select.Having);
        }

        protected override void VisitQuery(Query query)
        {
        }

        protected override void VisitExpression(Expression expression)
        {
            // Within groups, counting a column of the one side is a way of counting rows.
            if (expression is FunctionCall { Distinct: false, Over: null, Arguments.Count: 1 } call
                && (call.Name.Text.ToUpperInvariant() is "SUM" or "AVG" or "TOTAL" || (!isGrouped && call.Name.Text.Equals("COUNT", StringComparison.OrdinalIgnoreCase))))
            {
                Found.Add(call);
            }

            base.VisitExpression(expression);
        }
    }

    private sealed class Names : TreeVisitor
    {
        public List<ColumnName> Found { get; } = [];

        protected override void VisitExpression(Expression expression)
        {
            if (expression is ColumnName name)
            {
                Found.Add(name);
            }

            base.VisitExpression(expression);
        }
    }
}
