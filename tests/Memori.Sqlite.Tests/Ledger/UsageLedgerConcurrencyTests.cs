using Memori.Ledger;

namespace Memori.Sqlite.Tests.Ledger;

public sealed class UsageLedgerConcurrencyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ThousandAtOnceOnABudgetForAHundred_ExactlyAHundredAreAdmittedAndNoneIsLost(int processes)
    {
        const int size = 1000;
        await using var world = await LedgerFixture.OpenAsync(new UsageLimits { DailyTokens = 100 * size });
        await using var other = processes == 2 ? await world.AnotherDatabaseAsync() : null;
        UsageLedger[] ledgers = other is null ? [world.Ledger] : [world.Ledger, new UsageLedger(other, world.Time, world.Limits)];
        var payer = LedgerFixture.User("ann", "key");

        var admissions = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(async () =>
        {
            var ledger = ledgers[i % ledgers.Length];
            var admission = await ledger.ReserveAsync(LedgerFixture.Request(payer, size, cost: 10));
            if (admission.Reservation is { } reservation)
            {
                await ledger.SettleAsync(reservation, LedgerFixture.Settled(size, cost: 7));
            }

            return admission;
        })));

        admissions.Count(admission => admission.Reservation is not null).ShouldBe(100);
        admissions.ShouldAllBe(admission => admission.Budget.Allowed == (admission.Reservation != null));
        var entries = await world.EntriesAsync();
        entries.Count.ShouldBe(100);
        entries.Sum(entry => entry.Tokens).ShouldBe(100 * size);
        entries.Sum(entry => entry.Cost).ShouldBe(700);
        (await world.UsedAsync(payer)).ShouldBe(100 * size);
    }

    [Fact]
    public async Task ManyAtOnceInTwoProcesses_WhateverTheyDo_TheTotalsAreTheSumOfTheRows()
    {
        await using var world = await LedgerFixture.OpenAsync(new UsageLimits { DailyTokens = 40_000 });
        await using var other = await world.AnotherDatabaseAsync();
        UsageLedger[] ledgers = [world.Ledger, new UsageLedger(other, world.Time, world.Limits)];
        await world.Ledger.SetLimitsAsync(LedgerSubject.Key("k1"), new SubjectLimits(9000, null));

        await Task.WhenAll(Enumerable.Range(0, 12).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 40; i++)
            {
                var ledger = ledgers[random.Next(2)];
                var payer = LedgerFixture.User("u" + random.Next(2), random.Next(3) == 0 ? null : "k" + random.Next(2));
                var made = (await ledger.ReserveAsync(LedgerFixture.Request(payer, random.Next(700)))).Reservation;
                var (first, second) = (LedgerFixture.Settled(random.Next(900)), new Settlement(SettlementKind.Released, default));
                switch (made is null ? -1 : random.Next(5))
                {
                    case 0:
                        await ledger.SettleAsync(made!, second);
                        break;
                    case 1:
                        // Two ends at once: one of them counts.
                        await Task.WhenAll(ledgers[0].SettleAsync(made!, first), ledgers[1].SettleAsync(made!, second));
                        break;
                    case 2:
                        world.Time.Advance(TimeSpan.FromMinutes(12));
                        await Task.WhenAll(ledgers[0].ResolveOrphansAsync(), ledgers[1].ResolveOrphansAsync(), ledger.SettleAsync(made!, first));
                        break;
                    case 3:
                        await ledger.SettleAsync(made!, first);
                        break;
                }
            }
        })));

        (await world.Ledger.ReconcileAsync()).ShouldBeEmpty();
        world.Time.Advance(TimeSpan.FromMinutes(12));
        await world.Ledger.ResolveOrphansAsync();
        (await world.Ledger.ReconcileAsync()).ShouldBeEmpty();
        var report = await world.Ledger.ReportAsync(new UsageQuery());
        report.Total.Usage.TotalTokens.ShouldBe((await world.EntriesAsync()).Sum(entry => entry.Tokens));
        (await world.EntriesAsync()).Sum(entry => entry.Requests).ShouldBe(report.Total.Requests);
    }
}
