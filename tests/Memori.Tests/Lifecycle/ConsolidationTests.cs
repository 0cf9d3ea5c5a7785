using Memori.Storage;

namespace Memori.Tests.Lifecycle;

public sealed class ConsolidationTests : IDisposable
{
    private static readonly Scope Ann = Scope.Create("ann", "s1");

    private readonly FakeTime _time = new();
    private readonly MemoryEngine _engine;

    public ConsolidationTests() => _engine = new MemoryEngine(new InMemoryStore(_time), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("The orders table has the columns id, customer and total.", "So the orders table has these columns: id, customer, total!")]
    [InlineData("订单表有编号、客户和金额三列。", "订单表有编号,客户,和金额三列!")]
    public async Task What_was_said_twice_is_kept_once_and_the_other_stays_traceable(string first, string second)
    {
        var one = await Capture(first, importance: 0.6);
        _time.Advance(TimeSpan.FromMinutes(1));
        var two = await Capture(second, importance: 0.5);
        await _engine.RecallAsync(Ann, new() { Query = second, Limit = 2 }, Cancellation);

        (await _engine.ConsolidateAsync(Ann, Cancellation)).ShouldBe(1);
        (await _engine.ConsolidateAsync(Ann, Cancellation)).ShouldBe(0);

        var whole = (await _engine.ListAsync(Ann, cancellationToken: Cancellation)).ShouldHaveSingleItem();
        whole.Id.ShouldBe(one.Id);
        whole.AccessCount.ShouldBe(2);
        var part = (await _engine.ListAsync(Ann, new MemoryFilter { Status = null, SupersededBy = one.Id }, Cancellation)).ShouldHaveSingleItem();
        (part.Id, part.Status).ShouldBe((two.Id, MemoryStatus.Archived));
        (await _engine.PromoteAsync(Ann, two.Id, cancellationToken: Cancellation)).ShouldNotBeNull().Status.ShouldBe(MemoryStatus.Active);
    }

    [Theory]
    [InlineData("The invoice for the Oslo office is due in the second week of the month.", "The invoice for the Bergen office is due in the second week of the month.")]
    [InlineData("The invoice is paid on day 14 of the month after delivery of the goods.", "The invoice is paid on day 41 of the month after delivery of the goods.")]
    [InlineData("Refunded orders count as revenue in the weekly report for finance.", "Refunded orders don't count as revenue in the weekly report for finance.")]
    [InlineData("统计收入时要包含已退款的订单", "统计收入时不要包含已退款的订单")]
    [InlineData("The nightly load of customer_a ends before the report is made.", "The nightly load of customer_b ends before the report is made.")]
    public async Task What_differs_in_a_name_a_number_or_a_negation_is_not_the_same(string first, string second)
    {
        await Capture(first);
        await Capture(second);

        (await _engine.ConsolidateAsync(Ann, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Other_sessions_other_users_and_what_was_stated_are_left_alone()
    {
        await Capture("The orders table has three columns.");
        await Capture("The orders table has three columns!", scope: Scope.Create("ann", "s2"));
        await Capture("The orders table has three columns!!", scope: Scope.Create("bob", "s1"));
        await _engine.RememberAsync(Ann, new NewMemory { Content = "So the orders table has three columns.", Kind = MemoryKind.Conversation }, Cancellation);

        (await _engine.ConsolidateAsync(Scope.Create("ann"), Cancellation)).ShouldBe(0);
    }

    private Task<Memory> Capture(string content, double importance = 0.5, Scope? scope = null) => _engine.RememberAsync(
        scope ?? Ann, new NewMemory { Content = content, Kind = MemoryKind.Conversation, Mode = MemoryMode.Auto, Importance = importance }, Cancellation);
}
