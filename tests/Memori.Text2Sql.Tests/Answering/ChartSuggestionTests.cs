using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Execution;

namespace Memori.Text2Sql.Tests.Answering;

public sealed class ChartSuggestionTests
{
    [Fact]
    public void One_value_is_a_number() => Chart("n:integer", [7L]).ShouldBe("number()[n]");

    [Fact]
    public void Time_is_a_line_where_each_moment_comes_once()
    {
        Chart("day:date sales:number", [new DateOnly(2026, 1, 1), 2.5], [new DateOnly(2026, 1, 2), 3.5]).ShouldBe("line(day)[sales]");
        Chart("月份:integer 销售额:number", [1L, 2.5], [2L, 3.5]).ShouldBe("line(月份)[销售额]");
        Chart("year:integer city:text n:integer", [2025L, "a", 1L], [2025L, "b", 2L]).ShouldBeNull();
    }

    [Fact]
    public void A_few_parts_of_a_whole_are_a_pie_and_other_categories_are_bars()
    {
        Chart("region:text share:number", ["North", 0.25], ["East", 0.6], ["South", 0.15]).ShouldBe("pie(region)[share]");
        Chart("region:text percent:number", ["North", 33.3], ["East", 33.3], ["South", 33.4]).ShouldBe("pie(region)[percent]");
        Chart("region:text orders:integer", ["North", 20L], ["East", 6L]).ShouldBe("bar(region)[orders]");
        Chart("region:text share:number", ["North", -0.5], ["East", 1.5]).ShouldBe("bar(region)[share]");
        Chart("region:text share:number", [.. Enumerable.Range(0, 10).Select(i => new object?[] { $"r{i}", 0.1 })]).ShouldBe("bar(region)[share]");
    }

    [Fact]
    public void Two_numbers_are_a_scatter() => Chart("price:number sold:integer", [1.5, 9L], [2.5, 7L], [3.5, 2L]).ShouldBe("scatter(price)[sold]");

    [Fact]
    public void A_table_says_the_rest_best()
    {
        Chart("name:text").ShouldBeNull();
        Chart("name:text", ["a"], ["b"]).ShouldBeNull();
        Chart("id:integer name:text", [1L, "a"], [2L, "b"]).ShouldBeNull();
        Chart("name:text n:integer", [.. Enumerable.Range(0, 60).Select(i => new object?[] { $"n{i}", 1L })]).ShouldBeNull();
        Chart("name:text n:integer", ["a", 1L], ["a", 2L]).ShouldBeNull();
        Chart("n:integer m:integer", [1L, 2L]).ShouldBeNull();
    }

    [Fact]
    public void What_stands_in_a_column_of_numbers_may_be_anything() =>
        Chart("kind:text n:number", ["a", "many"], ["b", null], ["c", 1.0]).ShouldBe("bar(kind)[n]");

    private static string? Chart(string columns, params object?[][] rows) => ChartSuggestion.For(new QueryResult
    {
        Columns = [.. columns.Split(' ').Select(column => column.Split(':')).Select(parts => new ResultColumn(parts[0], parts[1]))],
        Rows = rows,
    }) is { } chart ? $"{chart.Type}({chart.X})[{string.Join(',', chart.Y)}]" : null;
}
