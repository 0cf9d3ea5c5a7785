using System.Globalization;
using Memori.Text2Sql.Execution;

namespace Memori.Text2Sql.Answering;

/// <summary>How to draw a result.</summary>
/// <param name="Type">
/// <c>number</c> (one value), <c>line</c> (over time), <c>pie</c> (a few parts of a whole), <c>bar</c> (by category) or <c>scatter</c> (one number against another).
/// </param>
/// <param name="X">The column of the axis (of the parts, for <c>pie</c>); null for <c>number</c>.</param>
/// <param name="Y">The columns that are drawn.</param>
public sealed record ChartSuggestion(string Type, string? X, IReadOnlyList<string> Y)
{
    private const int MostBars = 50;
    private const int MostParts = 6;
    private const int LeastPoints = 3;

    // Shares are rounded before they are added up.
    private const double WholeWithin = 0.01;

    /// <summary>Suggests a chart from the types and shape of <paramref name="result"/>; null when a table says it best.</summary>
    public static ChartSuggestion? For(QueryResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var numbers = Indexes(result, IsMeasure);
        if (numbers.Count == 0 || result.Rows.Count == 0)
        {
            return null;
        }

        var names = numbers.ConvertAll(i => result.Columns[i].Name);
        if (result.Rows.Count == 1)
        {
            return result.Columns.Count == 1 ? new ChartSuggestion("number", null, names) : null;
        }

        if (Indexes(result, IsTime) is [var time, ..])
        {
            return IsAxis(result, time) ? new ChartSuggestion("line", result.Columns[time].Name, names) : null;
        }

        if (Indexes(result, column => column.Type is "text" or "boolean") is [var category, ..])
        {
            var drawable = result.Rows.Count <= MostBars && IsAxis(result, category);
            return drawable ? new ChartSuggestion(IsWhole(result, numbers) ? "pie" : "bar", result.Columns[category].Name, names) : null;
        }

        return numbers.Count == 2 && result.Columns.Count == 2 && result.Rows.Count >= LeastPoints ? new ChartSuggestion("scatter", names[0], [names[1]]) : null;
    }

    private static List<int> Indexes(QueryResult result, Func<ResultColumn, bool> condition) =>
        [.. Enumerable.Range(0, result.Columns.Count).Where(i => condition(result.Columns[i]))];

    /// <summary>Whether each of its values stands for one row: two at the same place could not be told apart.</summary>
    private static bool IsAxis(QueryResult result, int column) => result.Rows.Select(row => row[column]).Distinct().Count() == result.Rows.Count;

    private static bool IsWhole(QueryResult result, List<int> numbers)
    {
        if (numbers is not [var measure] || result.Rows.Count > MostParts || result.Truncated)
        {
            return false;
        }

        var parts = result.Rows.Select(row => Number(row[measure])).ToList();
        return parts.TrueForAll(part => part >= 0) && (Math.Abs(parts.Sum() - 1) <= WholeWithin || Math.Abs(parts.Sum() - 100) <= 100 * WholeWithin);
    }

    // SQLite may hold anything in a column of numbers.
    private static double Number(object? value) =>
        value is null ? 0 : value is long or int or double or float or decimal ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : double.NaN;

    private static bool IsMeasure(ResultColumn column) =>
        column.Type is "integer" or "number" && !column.Name.Equals("id", StringComparison.OrdinalIgnoreCase)
        && !column.Name.EndsWith("_id", StringComparison.OrdinalIgnoreCase) && !IsTime(column);

    private static bool IsTime(ResultColumn column) =>
        column.Type is "date" or "timestamp"
        || column.Name.ToLowerInvariant() is "year" or "month" or "quarter" or "week" or "day" or "年" or "年份" or "月" or "月份" or "季度" or "周" or "日" or "日期";
}
