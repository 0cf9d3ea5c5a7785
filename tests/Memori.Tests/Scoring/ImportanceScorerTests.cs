using Memori.Scoring;

namespace Memori.Tests.Scoring;

public sealed class ImportanceScorerTests
{
    private static readonly DateTimeOffset Made = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ImportanceScorer _scorer = new();

    [Fact]
    public void Score_NewSchema_IsTheGuidesFormula()
    {
        // base .9 × .4 + access 0 + age 1 × .2 + quality (.6 + .2) / 2 × .2 + feedback .5 × .2
        var memory = Some("The table orders has a column total.") with { Kind = MemoryKind.Schema, Importance = 0.9, TokenCount = 9 };

        _scorer.Score(memory, Made).ShouldBe(0.36 + 0.2 + 0.08 + 0.1, 1e-9);
    }

    [Fact]
    public void Score_AfterAYear_HasLostThreeTenthsOfItsFreshness() =>
        (_scorer.Score(Some("x"), Made) - _scorer.Score(Some("x"), Made.AddDays(365))).ShouldBe(0.3 * 0.2, 1e-9);

    [Theory]
    [InlineData(1, 0.05)]
    [InlineData(4, 0.2)]
    [InlineData(1000, 0.2)]
    public void Score_Accesses_AddUpToAFifth(int count, double bonus) =>
        (_scorer.Score(Some("x") with { AccessCount = count }, Made) - _scorer.Score(Some("x"), Made)).ShouldBe(bonus, 1e-9);

    [Fact]
    public void Score_Chinese_IsNotPunishedForItsShortness()
    {
        const string English = "Active customers are those who placed an order within the last ninety days.";
        const string Chinese = "活跃客户是指最近九十天内下过订单的客户群体";

        _scorer.Score(Chinese, MemoryKind.Fact).ShouldBe(_scorer.Score(English, MemoryKind.Fact), 1e-9);
    }

    [Fact]
    public void Score_Extremes_StayWithinZeroAndOne()
    {
        _scorer.Score(Some(new string('x', 5000)) with { Importance = 1, Feedback = 1, AccessCount = long.MaxValue / 2, TokenCount = 5000 }, Made).ShouldBe(1);
        _scorer.Score(Some("x") with { Importance = 0, Feedback = 0 }, Made.AddYears(100)).ShouldBeInRange(0, 0.1);
    }

    private static Memory Some(string content) =>
        new() { Id = "m", Owner = Owner.User("u"), Content = content, Kind = MemoryKind.Conversation, Importance = 0.4, TokenCount = 1, CreatedAt = Made };
}
