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
}
