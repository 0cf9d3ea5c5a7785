using Memori.Ledger;
using Memori.Storage;

namespace Memori.Sqlite.Tests.Ledger;

public sealed class ReconciliationTests
{
    private static readonly Payer Ann = LedgerFixture.User("ann", "key");

    [Fact]
    public async Task Reconcile_TotalsThatWereTamperedWith_AreMendedAndAlerted()
    {
        await using var world = await LedgerFixture.OpenAsync();
        await world.Ledger.SettleAsync(await world.ReserveAsync(Ann, 300), LedgerFixture.Settled(200));
        await world.ReserveAsync(Ann, 50);
        await world.Database.WriteAsync(async (transaction, token) =>
        {
            await transaction.ScalarAsync("UPDATE ledger_total SET used = used - 150 WHERE kind = 'user'", token);
            await transaction.ScalarAsync("DELETE FROM ledger_total WHERE kind = 'key'", token);
            return await transaction.ScalarAsync("INSERT INTO ledger_total (day, kind, id, used, reserved, alerted) VALUES ('2026-02-28', 'user', 'nobody', 7, 9, 0)", token);
        });

        var mended = await world.Ledger.ReconcileAsync();

        mended.ShouldBe([
            new LedgerDifference(new DateOnly(2026, 2, 28), LedgerSubject.User("nobody"), -7, -9),
            new LedgerDifference(new DateOnly(2026, 3, 1), LedgerSubject.User("ann"), 150, 0),
            new LedgerDifference(new DateOnly(2026, 3, 1), LedgerSubject.Key("key"), 200, 50),
        ]);
        (await world.UsedAsync(Ann)).ShouldBe(250);
        (await world.Ledger.TodayAsync(LedgerSubject.Key("key"))).Reserved.ShouldBe(50);
        (await world.Ledger.ReconcileAsync()).ShouldBeEmpty();
        (await world.Jobs.ListAsync("alert-webhook", null, 10)).ShouldHaveSingleItem().Payload.ShouldContain("ledger-difference");
    }

    [Fact]
    public async Task Reconcile_SinceADay_LeavesEarlierDaysAlone()
    {
        await using var world = await LedgerFixture.OpenAsync();
        await world.Database.WriteAsync((transaction, token) => transaction.ScalarAsync(
            "INSERT INTO ledger_total (day, kind, id, used, reserved, alerted) VALUES ('2026-02-01', 'user', 'nobody', 7, 9, 0)", token));

        (await world.Ledger.ReconcileAsync(world.Ledger.Today.AddDays(-7))).ShouldBeEmpty();
        (await world.Ledger.ReconcileAsync()).Count.ShouldBe(1);
    }
}
