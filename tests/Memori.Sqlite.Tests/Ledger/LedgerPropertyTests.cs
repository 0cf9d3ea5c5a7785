using FsCheck;
using FsCheck.Fluent;
using Memori.Ledger;

namespace Memori.Sqlite.Tests.Ledger;

/// <summary>Whatever happens in whatever order, the balance is the sum of what happened.</summary>
public sealed class LedgerPropertyTests
{
    private static readonly string[] Users = ["ann", "ben", "安"];
    private static readonly string?[] Keys = [null, "k1", "k2"];

    private enum Act
    {
        Reserve,
        Settle,
        Estimate,
        Release,
        SettleAgain,
        Record,
        Wait,
        Sweep,
        Limit,
    }

    [Fact]
    public void AnyOrderOfEvents_BalanceIsTheSum_AndAdmissionNeverPassesALimit() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(Steps().ArrayOf().ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult()));

    private static Gen<(Act Act, int Who, int Amount)> Steps() =>
        from act in Gen.Frequency(
            (5, Gen.Constant(Act.Reserve)), (4, Gen.Constant(Act.Settle)), (1, Gen.Constant(Act.Estimate)), (1, Gen.Constant(Act.Release)),
            (1, Gen.Constant(Act.SettleAgain)), (1, Gen.Constant(Act.Record)), (2, Gen.Constant(Act.Wait)), (2, Gen.Constant(Act.Sweep)), (1, Gen.Constant(Act.Limit)))
        from who in Gen.Choose(0, 8)
        from amount in Gen.Choose(0, 700)
        select (act, who, amount);

    private static async Task<bool> RunAsync((Act Act, int Who, int Amount)[] steps)
    {
        await using var world = await LedgerFixture.OpenAsync();
        var model = new LedgerModel(world.Limits.DailyTokens);
        var all = new List<Reservation>();
        foreach (var (act, who, amount) in steps)
        {
            var payer = LedgerFixture.User(Users[who % 3], Keys[who / 3]);
            var chosen = all.Count == 0 ? null : all[amount % all.Count];
            switch (act)
            {
                case Act.Reserve:
                    var admission = await world.Ledger.ReserveAsync(LedgerFixture.Request(payer, amount, cost: amount * 3));
                    admission.Budget.Allowed.ShouldBe(model.Allows(world.Ledger.Today, payer, amount));
                    if (admission.Reservation is { } made)
                    {
                        all.Add(made);
                        model.Reserve(made, world.Ledger.Today);
                    }

                    break;
                case Act.Settle or Act.SettleAgain or Act.Estimate when chosen is not null:
                    var settlement = LedgerFixture.Settled(amount * 2, cost: amount) with { Kind = act == Act.Estimate ? SettlementKind.Estimated : SettlementKind.Settled };
                    await world.Ledger.SettleAsync(chosen, settlement);
                    model.Settle(chosen, settlement.Usage);
                    break;
                case Act.Release when chosen is not null:
                    await world.Ledger.SettleAsync(chosen, new Settlement(SettlementKind.Released, default));
                    model.Settle(chosen, default);
                    break;
                case Act.Record:
                    await world.Ledger.RecordAsync(payer, "m", new TokenUsage { CacheReadInputTokens = amount, CostPicodollars = amount });
                    model.Record(world.Ledger.Today, payer, new TokenUsage { CacheReadInputTokens = amount, CostPicodollars = amount });
                    break;
                case Act.Wait:
                    world.Time.Advance(TimeSpan.FromMinutes(amount));
                    break;
                case Act.Sweep:
                    (await world.Ledger.ResolveOrphansAsync()).ShouldBe(model.Lose(world.Time.GetUtcNow()));
                    break;
                case Act.Limit when payer.KeyId is { } key:
                    await world.Ledger.SetLimitsAsync(LedgerSubject.Key(key), new SubjectLimits(amount, null));
                    model.KeyLimits[key] = amount;
                    break;
            }

            foreach (var user in Users)
            {
                var today = await world.Ledger.TodayAsync(LedgerSubject.User(user));
                (today.Used, today.Reserved).ShouldBe(model.Of(today.Day, LedgerSubject.User(user)));
            }
        }

        (await world.Ledger.ReconcileAsync()).ShouldBeEmpty();
        var report = await world.Ledger.ReportAsync(new UsageQuery { Days = UsageQuery.MostDays });
        (report.Total.Usage.TotalTokens, report.Total.Usage.CostPicodollars).ShouldBe(model.Sum());
        return true;
    }
}
