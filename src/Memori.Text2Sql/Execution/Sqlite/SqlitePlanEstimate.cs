using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Execution.Sqlite;

/// <summary>
/// How many rows a plan goes through, at least. SQLite's planner tells how it nests its loops but not how long they are: tables scanned
/// inside one another multiply, a search by an index counts as one row, and a correlated subquery runs once for each row around it.
/// </summary>
internal sealed class SqlitePlanEstimate
{
    private readonly Dictionary<string, double> _rows = new(StringComparer.OrdinalIgnoreCase);
    private readonly ILookup<long, PlanStep> _steps;

    private SqlitePlanEstimate(IEnumerable<PlanStep> steps, GuardedQuery query)
    {
        _steps = steps.ToLookup(static step => step.Parent);
        new TableNames(query, _rows).Visit(query.Query);
    }

    /// <summary>The rows that the plan of <paramref name="query"/> goes through, at least.</summary>
    public static double Of(IEnumerable<PlanStep> steps, GuardedQuery query) => new SqlitePlanEstimate(steps, query).Level(0).Work;

    /// <summary>The steps under <paramref name="parent"/>: loops, each inside the one before it.</summary>
    /// <returns>The rows that come out, and those gone through.</returns>
    private (double Rows, double Work) Level(long parent)
    {
        var (rows, work) = (1.0, 0.0);
        foreach (var step in _steps[parent])
        {
            if (step.Detail.StartsWith("SCAN ", StringComparison.Ordinal))
            {
                rows *= RowsOf(step.Detail[5..]);
                work += rows;
                continue;
            }

            var inner = Level(step.Id);
            work += step.Detail.StartsWith("CORRELATED ", StringComparison.Ordinal) ? rows * inner.Work : inner.Work;
            if (Made(step.Detail) is { } made)
            {
                _rows[made] = inner.Rows;
            }
        }

        return (rows, work);
    }

    private static string? Made(string detail) =>
        detail.StartsWith("MATERIALIZE ", StringComparison.Ordinal) || detail.StartsWith("CO-ROUTINE ", StringComparison.Ordinal)
            ? detail[(detail.IndexOf(' ', StringComparison.Ordinal) + 1)..]
            : null;

    /// <summary>The rows of what is named first in <paramref name="text"/>, whose name may hold spaces; one when nothing is known.</summary>
    private double RowsOf(string text)
    {
        for (var end = text.Length; end > 0; end = text.LastIndexOf(' ', end - 1))
        {
            if (_rows.TryGetValue(text[..end], out var rows))
            {
                return Math.Max(1, rows);
            }
        }

        return 1;
    }

    /// <summary>The tables of a query by the names that its plan has for them; one name used twice counts as the larger table.</summary>
    private sealed class TableNames(GuardedQuery query, Dictionary<string, double> rows) : TreeVisitor
    {
        protected override void VisitSource(TableSource source)
        {
            if (source is TableName name
                && query.Tables.FirstOrDefault(t => t.Name.Equals(name.Name.Text, StringComparison.OrdinalIgnoreCase))?.RowCount is { } count)
            {
                var shown = (name.Alias ?? name.Name).Text;
                rows[shown] = Math.Max(count, rows.GetValueOrDefault(shown));
            }

            base.VisitSource(source);
        }
    }
}

/// <summary>A line of EXPLAIN QUERY PLAN.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Parent">The number of the step that it is part of, or 0.</param>
/// <param name="Detail">What it does, in the engine's words.</param>
internal sealed record PlanStep(long Id, long Parent, string Detail);
