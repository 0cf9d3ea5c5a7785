using Memori.Ledger;

namespace Memori.Sqlite.Tests.Ledger;

public sealed class UsageLedgerTests
{
    private static readonly Payer Ann = LedgerFixture.User("ann");

    [Fact]
    public async Task Reserve_WhatIsLeftIsTooLittle_RefusesAndLeavesNoTrace()
    {
        await using var world = await LedgerFixture.OpenAsync();
        await world.ReserveAsync(Ann, 700);

        var refused = await world.Ledger.ReserveAsync(LedgerFixture.Request(Ann, 301));

        refused.Reservation.ShouldBeNull();
        refused.Budget.ShouldBe(new BudgetCheck
        {
            Reason = BudgetReason.DailyLimit,
            CurrentUsage = 700,
            DailyLimit = 1000,
            Remaining = 300,
            Asked = 301,
            ResetsAt = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero),
        });
        (await world.ReserveAsync(Ann, 300)).Request.Tokens.ShouldBe(300);
        (await world.UsedAsync(Ann)).ShouldBe(1000);
    }

    [Fact]
    public async Task Settle_LessThanReserved_GivesTheRestBack()
    {
        await using var world = await LedgerFixture.OpenAsync();
        var reservation = await world.ReserveAsync(Ann, 900, cost: 5000);

        await world.Ledger.SettleAsync(reservation, LedgerFixture.Settled(100, cost: 123));

        (await world.UsedAsync(Ann)).ShouldBe(100);
        (await world.EntriesAsync()).ShouldBe([("settled", 1, 100, 123)]);
    }

    [Fact]
    public async Task Settle_MoreThanReserved_Counts()
    {
        await using var world = await LedgerFixture.OpenAsync();

        await world.Ledger.SettleAsync(await world.ReserveAsync(Ann, 10), LedgerFixture.Settled(1500));

        var check = await world.Ledger.CheckAsync(Ann, 0);
        (check.CurrentUsage, check.Remaining, check.Allowed).ShouldBe((1500, 0, false));
    }

    [Fact]
    public async Task Settle_Twice_HasTheEffectOfOnce()
    {
        await using var world = await LedgerFixture.OpenAsync();
        var reservation = await world.ReserveAsync(Ann, 900);

        await world.Ledger.SettleAsync(reservation, LedgerFixture.Settled(100));
        await world.Ledger.SettleAsync(reservation, LedgerFixture.Settled(900));
        await world.Ledger.SettleAsync(reservation, new Settlement(SettlementKind.Released, default));

        (await world.UsedAsync(Ann)).ShouldBe(100);
        (await world.EntriesAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Settle_Released_CostsNothingAndLeavesATrace()
    {
        await using var world = await LedgerFixture.OpenAsync();

        await world.Ledger.SettleAsync(
            await world.ReserveAsync(Ann, 900, cost: 7), new Settlement(SettlementKind.Released, new TokenUsage { InputTokens = 5, CostPicodollars = 1 }));

        (await world.UsedAsync(Ann)).ShouldBe(0);
        (await world.EntriesAsync()).ShouldBe([("released", 0, 0, 0)]);
    }

    [Fact]
    public async Task Reserve_KeyRefuses_GivesTheUserItsTokensBack()
    {
        await using var world = await LedgerFixture.OpenAsync();
        var payer = LedgerFixture.User("ann", "key-1");
        await world.Ledger.SetLimitsAsync(LedgerSubject.Key("key-1"), new SubjectLimits(500, null));
        await world.ReserveAsync(LedgerFixture.User("ben", "key-1"), 400);

        var refused = await world.Ledger.ReserveAsync(LedgerFixture.Request(payer, 101));

        refused.Budget.Reason.ShouldBe(BudgetReason.KeyDailyLimit);
        (refused.Budget.CurrentUsage, refused.Budget.DailyLimit, refused.Budget.Remaining).ShouldBe((400, 500, 100));
        (await world.UsedAsync(Ann)).ShouldBe(0);
        (await world.ReserveAsync(payer, 100)).Request.Tokens.ShouldBe(100);
    }

    [Fact]
    public async Task Reserve_KeyWithoutLimits_OnlyTheUserIsLimited()
    {
        await using var world = await LedgerFixture.OpenAsync();
        await world.ReserveAsync(LedgerFixture.User("ann", "shared"), 1000);
        await world.ReserveAsync(LedgerFixture.User("ben", "shared"), 1000);

        (await world.Ledger.ReserveAsync(LedgerFixture.Request(LedgerFixture.User("ben", "shared"), 1))).Budget.Reason.ShouldBe(BudgetReason.DailyLimit);
    }

    [Fact]
    public async Task Reserve_LargerThanARequestMayBe_Refuses()
    {
        await using var world = await LedgerFixture.OpenAsync(new UsageLimits { DailyTokens = 1000, TokensPerRequest = 200 });

        (await world.Ledger.ReserveAsync(LedgerFixture.Request(Ann, 201))).Budget.Reason.ShouldBe(BudgetReason.RequestLimit);
        (await world.Ledger.CheckAsync(Ann, 201)).Reason.ShouldBe(BudgetReason.RequestLimit);
        (await world.Ledger.CheckAsync(Ann, 1001)).Reason.ShouldBe(BudgetReason.DailyLimit);
        (await world.ReserveAsync(Ann, 200)).Request.Tokens.ShouldBe(200);
    }

    [Fact]
    public async Task SetLimits_OfAUser_HoldFromTheNextAdmissionUntilTakenBack()
    {
        await using var world = await LedgerFixture.OpenAsync();
        await world.Ledger.SetLimitsAsync(LedgerSubject.User("ann"), new SubjectLimits(null, null));
        await world.ReserveAsync(Ann, 50_000);

        await world.Ledger.SetLimitsAsync(LedgerSubject.User("ann"), new SubjectLimits(50_001, null));
        (await world.Ledger.ReserveAsync(LedgerFixture.Request(Ann, 2))).Budget.DailyLimit.ShouldBe(50_001);
        await world.Ledger.SetLimitsAsync(LedgerSubject.User("ann"), null);

        (await world.Ledger.LimitsAsync(LedgerSubject.User("ann"))).ShouldBeNull();
        (await world.Ledger.CheckAsync(Ann, 1)).DailyLimit.ShouldBe(1000);
        (await world.Ledger.CheckAsync(LedgerFixture.User("ben"), 1000)).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task ResolveOrphans_AMinuteAfterTheDeadline_CountsTheWorstCase()
    {
        await using var world = await LedgerFixture.OpenAsync();
        await world.ReserveAsync(Ann, 700, cost: 42);
        world.Time.Advance(TimeSpan.FromMinutes(11));

        (await world.Ledger.ResolveOrphansAsync()).ShouldBe(0);
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await world.Ledger.ResolveOrphansAsync()).ShouldBe(1);

        (await world.UsedAsync(Ann)).ShouldBe(700);
        (await world.EntriesAsync()).ShouldBe([("estimated", 1, 700, 42)]);
    }

    [Fact]
    public async Task Settle_AfterItWasGivenUp_ReversesTheWorstCaseOnce()
    {
        await using var world = await LedgerFixture.OpenAsync();
        var reservation = await world.ReserveAsync(Ann, 700, cost: 42);
        world.Time.Advance(TimeSpan.FromMinutes(12));
        await world.Ledger.ResolveOrphansAsync();

        await world.Ledger.SettleAsync(reservation, LedgerFixture.Settled(30, cost: 2));
        await world.Ledger.SettleAsync(reservation, LedgerFixture.Settled(30, cost: 2));

        (await world.UsedAsync(Ann)).ShouldBe(30);
        (await world.EntriesAsync()).ShouldBe([("estimated", 1, 700, 42), ("settled", 1, 30, 2), ("estimated", -1, -700, -42)], ignoreOrder: true);
    }

    [Fact]
    public async Task ADay_BeginsAtItsZonesMidnight_AndARequestBelongsToTheDayOfItsAdmission()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
        await using var world = await LedgerFixture.OpenAsync(new UsageLimits { DailyTokens = 1000, Day = zone });

        // 2026-03-01 23:59 in Shanghai.
        world.Time.Advance(TimeSpan.FromMinutes((3 * 60) + 59));
        var yesterday = await world.ReserveAsync(Ann, 1000);
        (await world.Ledger.CheckAsync(Ann, 1)).ResetsAt.ShouldBe(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8)));
        world.Time.Advance(TimeSpan.FromMinutes(1));

        (await world.Ledger.CheckAsync(Ann, 1000)).Allowed.ShouldBeTrue();
        await world.ReserveAsync(Ann, 900);
        await world.Ledger.SettleAsync(yesterday, LedgerFixture.Settled(1000));
        (await world.UsedAsync(Ann)).ShouldBe(900);
    }

    [Fact]
    public async Task Record_UsageOfOthersCalls_CountsAlsoBeyondTheLimit()
    {
        await using var world = await LedgerFixture.OpenAsync();

        await world.Ledger.RecordAsync(LedgerFixture.User("ann", "k"), "claude", new TokenUsage { InputTokens = 600, CacheReadInputTokens = 600, CostPicodollars = 9 });

        (await world.UsedAsync(Ann)).ShouldBe(1200);
        (await world.Ledger.CheckAsync(Ann, 1)).Allowed.ShouldBeFalse();
        (await world.EntriesAsync()).ShouldBe([("settled", 1, 1200, 9)]);
    }
}
