using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Tests.Verification;

public sealed class ResultComparerTests
{
    [Fact]
    public void Same_RowsInAnotherOrder_DependsOnWhetherOrderCounts()
    {
        var one = Rows([1L, "a"], [2L, "b"]);
        var other = Rows([2L, "b"], [1L, "a"]);
        ResultComparer.Same(one, other, ordered: false).ShouldBeTrue();
        ResultComparer.Same(one, other, ordered: true).ShouldBeFalse();
    }

    [Fact]
    public void Same_ColumnsInAnotherOrder_AreEqual() =>
        ResultComparer.Same(Rows([1L, "a"], [2L, "b"]), Rows(["a", 1L], ["b", 2L]), ordered: true).ShouldBeTrue();

    [Fact]
    public void Same_ColumnsEqualButRowsMixed_Differ() =>
        ResultComparer.Same(Rows([1L, 1L], [2L, 2L]), Rows([1L, 2L], [2L, 1L]), ordered: false).ShouldBeFalse();

    [Theory]
    [InlineData(1L, 1.0, true)]
    [InlineData(0.1 + 0.2, 0.3, true)]
    [InlineData(1L, "1", false)]
    [InlineData(null, "", false)]
    [InlineData("a", "A", false)]
    public void Same_Values_ByMeaningNotByType(object? one, object? other, bool same) =>
        ResultComparer.Same(Rows([one]), Rows([other]), ordered: false).ShouldBe(same);

    [Fact]
    public void Same_MultiplicityCounts() => ResultComparer.Same(Rows([1L], [1L], [2L]), Rows([1L], [2L], [2L]), ordered: false).ShouldBeFalse();

    private static QueryResult Rows(params object?[][] rows) =>
        new() { Columns = [.. rows[0].Select((_, i) => new ResultColumn($"c{i}", "other"))], Rows = rows };
}
