using Memori.Text2Sql.Generation.Remembered;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Generation.Remembered;

public sealed class LiteralRebinderTests
{
    private static readonly Slot May = Period("last month", 2026, 5, 1, 2026, 6, 1);
    private static readonly Slot June = Period("last month", 2026, 6, 1, 2026, 7, 1);

    [Theory]
    [InlineData("SELECT 1 FROM o WHERE d >= '2026-05-01' AND d < '2026-06-01'", "SELECT 1 FROM o WHERE d >= '2026-06-01' AND d < '2026-07-01'")]
    [InlineData("SELECT 1 FROM o WHERE d BETWEEN '2026-05-01' AND '2026-05-31'", "SELECT 1 FROM o WHERE d BETWEEN '2026-06-01' AND '2026-06-30'")]
    [InlineData("SELECT 1 FROM o WHERE d >= date('now', '-1 month')", "SELECT 1 FROM o WHERE d >= date('now', '-1 month')")]
    public void Rebind_Period_MovesBothEnds(string sql, string expected) => Rebind(sql, May, June).ShouldBe(expected);

    [Fact]
    public void Rebind_PeriodThatTheSqlDoesNotHold_IsNotGuessed() => Rebind("SELECT 1 FROM o WHERE y = 2026", May, June).ShouldBeNull();

    [Fact]
    public void Rebind_Number_ReplacesThatLiteralAlone() =>
        Rebind("SELECT a5 FROM o LIMIT 5", new Slot(SlotKind.Number, "5"), new Slot(SlotKind.Number, "7")).ShouldBe("SELECT a5 FROM o LIMIT 7");

    [Fact]
    public void Rebind_Value_TakesTheStoredFormOfTheColumnInTheSql() =>
        Rebind(
            "SELECT 1 FROM c WHERE city = 'Paris'",
            new Slot(SlotKind.Value, "Paris"),
            new Slot(SlotKind.Value, "xi'an"),
            new ValueLink("xi'an", "c", "other", "no"),
            new ValueLink("xi'an", "c", "city", "Xi'an")).ShouldBe("SELECT 1 FROM c WHERE city = 'Xi''an'");

    [Fact]
    public void Rebind_ValueOfAnotherColumn_IsRefused() =>
        Rebind("SELECT 1 FROM c WHERE city = 'Paris'", new Slot(SlotKind.Value, "Paris"), new Slot(SlotKind.Value, "Ada"), new ValueLink("Ada", "c", "name", "Ada")).ShouldBeNull();

    private static string? Rebind(string sql, Slot old, Slot now, params ValueLink[] values) =>
        LiteralRebinder.Rebind(sql, SqlDialect.Sqlite, [old], [now], values)?.Sql;

    private static Slot Period(string text, int y1, int m1, int d1, int y2, int m2, int d2) =>
        new(SlotKind.Time, text, new DateOnly(y1, m1, d1), new DateOnly(y2, m2, d2));
}
