using System.Text.Json.Nodes;
using Memori.Alerts;
using Memori.Ledger;

namespace Memori.Sqlite.Tests.Ledger;

public sealed class LedgerAlertTests
{
    [Fact]
    public async Task Alert_AtTheThreshold_IsGivenOnceADayAndSubject()
    {
        await using var world = await LedgerFixture.OpenAsync();
        var payer = LedgerFixture.User("安", "key");
        await world.Ledger.SetLimitsAsync(LedgerSubject.Key("key"), new SubjectLimits(850, null));
        var held = await world.ReserveAsync(payer, 799);
        (await AlertsAsync(world)).ShouldBeEmpty("what is only reserved may never be used");

        await world.Ledger.SettleAsync(held, LedgerFixture.Settled(799));
        var first = (await AlertsAsync(world)).ShouldHaveSingleItem();
        ((string?)first["kind"], (string?)first["subject_kind"], (string?)first["id"], (string?)first["day"], (long?)first["used"], (long?)first["limit"])
            .ShouldBe(("daily-budget", "key", "key", "2026-03-01", 799, 850));
        await world.Ledger.RecordAsync(payer, "m", new TokenUsage { InputTokens = 1 });
        (await AlertsAsync(world)).Count(alert => (string?)alert["id"] == "安").ShouldBe(1);
        await world.Ledger.RecordAsync(payer, "m", new TokenUsage { InputTokens = 500 });
        (await AlertsAsync(world)).Count.ShouldBe(2);

        world.Time.Advance(TimeSpan.FromDays(1));
        await world.Ledger.RecordAsync(payer, "m", new TokenUsage { InputTokens = 900 });
        (await AlertsAsync(world)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Alert_WhenTheWriteFails_IsNotSent()
    {
        await using var world = await LedgerFixture.OpenAsync();

        await Should.ThrowAsync<InvalidOperationException>(() => world.Database.WriteAsync<bool>(async (_, token) =>
        {
            await world.Ledger.RecordAsync(LedgerFixture.User("ann"), "m", new TokenUsage { InputTokens = 900 }, token);
            throw new InvalidOperationException("the unit of work failed");
        }));

        (await AlertsAsync(world)).ShouldBeEmpty();
        (await world.UsedAsync(LedgerFixture.User("ann"))).ShouldBe(0);
        await world.Ledger.RecordAsync(LedgerFixture.User("ann"), "m", new TokenUsage { InputTokens = 900 });
        (await AlertsAsync(world)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Alert_OfAPriceThatNobodyKnows_IsGivenOnceADayAndModel()
    {
        await using var world = await LedgerFixture.OpenAsync();
        for (var i = 0; i < 3; i++)
        {
            var guessed = LedgerFixture.Settled(1) with { Model = "claude-next", IsPriceGuessed = true };
            await world.Ledger.SettleAsync(await world.ReserveAsync(LedgerFixture.User("ann"), 1), guessed);
            world.Time.Advance(TimeSpan.FromHours(7));
        }

        (await AlertsAsync(world)).Select(alert => ((string?)alert["kind"], (string?)alert["day"]))
            .ShouldBe([("unknown-model", "2026-03-01"), ("unknown-model", "2026-03-02")], ignoreOrder: true);
    }

    private static async Task<List<JsonNode>> AlertsAsync(LedgerFixture world) =>
        [.. (await world.Jobs.ListAsync(AlertSink.Queue, null, 100)).Select(job => JsonNode.Parse(job.Payload)!)];
}
