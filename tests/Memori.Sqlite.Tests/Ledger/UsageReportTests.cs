using Memori.Ledger;

namespace Memori.Sqlite.Tests.Ledger;

public sealed class UsageReportTests
{
    [Fact]
    public async Task Report_ByDayAndModel_IsTheExactSumOfEntries()
    {
        await using var world = await LedgerFixture.OpenAsync(new UsageLimits { DailyTokens = null });
        var first = new TokenUsage { InputTokens = 1, OutputTokens = 2, CacheCreationInputTokens = 3, CacheReadInputTokens = 4, CostPicodollars = 1_000_000_000_001 };
        await world.Ledger.RecordAsync(LedgerFixture.User("ann", "k1"), "large", first);
        world.Time.Advance(TimeSpan.FromDays(1));
        await world.Ledger.RecordAsync(LedgerFixture.User("ann", "k2"), "small", new TokenUsage { InputTokens = 100, CostPicodollars = 5 });
        await world.Ledger.RecordAsync(LedgerFixture.User("ben", "k2"), "small", new TokenUsage { InputTokens = 1000, CostPicodollars = 50 });
        await world.ReserveAsync(LedgerFixture.User("ann"), 70, cost: 7);
        world.Time.Advance(TimeSpan.FromMinutes(12));
        await world.Ledger.ResolveOrphansAsync();
        await world.Ledger.SettleAsync(await world.ReserveAsync(LedgerFixture.User("ann"), 30), new Settlement(SettlementKind.Released, default));

        var report = await world.Ledger.ReportAsync(new UsageQuery { UserId = "ann" });

        (report.From, report.To).ShouldBe((new DateOnly(2026, 2, 24), new DateOnly(2026, 3, 2)));
        report.Total.ShouldBe(new UsageSum
        {
            Usage = new TokenUsage { InputTokens = 136, OutputTokens = 37, CacheCreationInputTokens = 3, CacheReadInputTokens = 4, CostPicodollars = 1_000_000_000_013 },
            Requests = 3,
            EstimatedRequests = 1,
            EstimatedTokens = 70,
        });
        report.Total.Usage.CostUsd.ShouldBe(1.000000000013m);
        report.ByDay.Select(day => (day.Key, day.Value.Usage.TotalTokens)).ShouldBe([(new DateOnly(2026, 3, 1), 10), (new DateOnly(2026, 3, 2), 170)]);
        report.ByModel.Select(model => (model.Key, model.Value.Usage.CostPicodollars)).ShouldBe([("large", 1_000_000_000_001), ("claude-sonnet-5-5", 7), ("small", 5)]);
        report.ByUser.ShouldBeEmpty();
        (await world.Ledger.ReportAsync(new UsageQuery())).ByUser.Select(user => (user.Key, user.Value.Usage.TotalTokens)).ShouldBe([("ann", 180), ("ben", 1000)]);
        (await world.Ledger.ReportAsync(new UsageQuery { KeyId = "k2" })).ByUser.Select(user => (user.Key, user.Value.Usage.TotalTokens)).ShouldBe([("ann", 100), ("ben", 1000)], ignoreOrder: true);
        (await TotalAsync(world, new UsageQuery())).ShouldBe(1180);
        (await TotalAsync(world, new UsageQuery { KeyId = "k2" })).ShouldBe(1100);
        (await TotalAsync(world, new UsageQuery { KeyId = "k2", UserId = "ben" })).ShouldBe(1000);
        (await TotalAsync(world, new UsageQuery { UserId = "ann", Days = 1 })).ShouldBe(170);
    }

    [Fact]
    public async Task Today_OfAUser_TellsUsedReservedAndWhatIsLeft()
    {
        await using var world = await LedgerFixture.OpenAsync();
        await world.Ledger.SettleAsync(await world.ReserveAsync(LedgerFixture.User("ann"), 300), LedgerFixture.Settled(200));
        await world.ReserveAsync(LedgerFixture.User("ann"), 50);

        var today = await world.Ledger.TodayAsync(LedgerSubject.User("ann"));

        (today.Used, today.Reserved, today.Remaining, today.HasOwnLimits).ShouldBe((200, 50, 750, false));
        (await world.Ledger.TodayAsync(LedgerSubject.Key("nobody"))).Remaining.ShouldBeNull();
    }

    [Fact]
    public async Task Report_OfAbsurdCosts_DoesNotFail()
    {
        await using var world = await LedgerFixture.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            await world.Ledger.RecordAsync(LedgerFixture.User("mallory"), "m" + (i / 2), new TokenUsage { CostPicodollars = long.MaxValue });
        }

        await world.Ledger.RecordAsync(LedgerFixture.User("ann"), "m", new TokenUsage { CostPicodollars = 1_000_001 });

        (await world.Ledger.ReportAsync(new UsageQuery())).Total.Usage.CostPicodollars.ShouldBe(long.MaxValue);
        (await world.Ledger.ReportAsync(new UsageQuery { UserId = "ann" })).Total.Usage.CostPicodollars.ShouldBe(1_000_001);
    }

    private static async Task<long> TotalAsync(LedgerFixture world, UsageQuery query) => (await world.Ledger.ReportAsync(query)).Total.Usage.TotalTokens;
}
