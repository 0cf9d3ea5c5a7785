using System.Text.Json;

namespace Memori.Text2Sql.Execution.Postgres;

/// <summary>Reads EXPLAIN (FORMAT JSON), in which no name of the query can be taken for a figure.</summary>
internal static class PostgresPlan
{
    public static QueryPlan Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var plan = document.RootElement[0].GetProperty("Plan");
        return new QueryPlan { Text = json, EstimatedCost = plan.GetProperty("Total Cost").GetDouble(), EstimatedRows = MostRows(plan) };
    }

    private static double MostRows(JsonElement step)
    {
        var rows = step.GetProperty("Plan Rows").GetDouble();
        if (step.TryGetProperty("Plans", out var inner))
        {
            foreach (var plan in inner.EnumerateArray())
            {
                rows = Math.Max(rows, MostRows(plan));
            }
        }

        return rows;
    }
}
