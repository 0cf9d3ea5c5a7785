using Memori.Text2Sql.Execution;

namespace Memori.Text2Sql.Answering;

/// <summary>How to draw a result.</summary>
/// <param name="Type"><c>number</c> (one value), <c>line</c> (over time) or <c>bar</c> (by category).</param>
/// <param name="X">The column of the axis; null for <c>number</c>.</param>
/// <param name="Y">The columns that are drawn.</param>
public sealed record ChartSuggestion(string Type, string? X, IReadOnlyList<string> Y)
{
    private const int MostBars = 50;

    /// <summary>Suggests a chart from the types and shape of <paramref name="result"/>; null when a table says it best.</summary>
    public static ChartSuggestion? For(QueryResult result)
    {
        var numbers = result.Columns.Where(IsMeasure).Select(c => c.Name).ToArray();
        if (numbers.Length == 0 || result.Rows.Count == 0)
        {
            return null;
        }

        if (result.Rows.Count == 1)
        {
            return result.Columns.Count == 1 ? new ChartSuggestion("number", null, numbers) : null;
        }

        if (result.Columns.FirstOrDefault(IsTime) is { } time)
        {
            return new ChartSuggestion("line", time.Name, numbers);
        }

        var category = result.Columns.FirstOrDefault(c => c.Type is "text" or "boolean");
        return category is not null && result.Rows.Count <= MostBars ? new ChartSuggestion("bar", category.Name, numbers) : null;
    }

    private static bool IsMeasure(ResultColumn column) =>
        column.Type is "integer" or "number" && !column.Name.Equals("id", StringComparison.OrdinalIgnoreCase)
        && !column.Name.EndsWith("_id", StringComparison.OrdinalIgnoreCase) && !IsTime(column);

    private static bool IsTime(ResultColumn column) =>
        column.Type is "date" or "timestamp" || column.Name.ToLowerInvariant() is "year" or "month" or "quarter" or "week" or "day" or "年" or "月" or "月份" or "季度" or "日期";
}
