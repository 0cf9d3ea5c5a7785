using System.Text.Json.Nodes;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Monitoring;
using Memori.Server.Monitoring.Memory;

namespace Memori.Server.Tests.Monitoring;

public sealed class AlertsWorkTests
{
    [Fact]
    public async Task Errors_are_said_once_an_hour_and_only_when_there_are_enough_requests()
    {
        await using var world = await MonitoringWorld.OpenAsync(new MemoriSettings { AlertErrorRate = 0.1 });
        await world.AddAsync(world.Request(status: 500));
        (await DeliveredAsync(world)).ShouldBeEmpty();
        await world.AddAsync([.. Enumerable.Repeat(world.Request(status: 404), 17), world.Request(status: 500)]);
        (await DeliveredAsync(world)).ShouldBeEmpty();
        await world.AddAsync(world.Request(status: 500));

        var alert = (await DeliveredAsync(world)).ShouldHaveSingleItem();
        ((string?)alert["kind"], (string?)alert["message"], (double)alert["value"]!, (double)alert["threshold"]!)
            .ShouldBe(("error-rate", "3 of 20 requests of the last hour failed (15.0%).", 0.15, 0.1), "the share of failures, refusals not among them");
        (await DeliveredAsync(world)).Count.ShouldBe(1);
        world.Time.Advance(TimeSpan.FromMinutes(45));
        (await DeliveredAsync(world)).Count.ShouldBe(2);
        world.Time.Advance(TimeSpan.FromHours(2));
        (await DeliveredAsync(world)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_dear_day_and_a_large_memory_are_said_once_a_day()
    {
        await using var world = await MonitoringWorld.OpenAsync(new MemoriSettings { AlertDailyCost = 2.5m, AlertMemoryTokens = 1000 });
        await world.Ledger.RecordAsync(new Payer { UserId = "ann" }, "m", new TokenUsage { CostPicodollars = 2_400_000_000_000 });
        await world.Memories.AppendAsync(Seen(world, 1000), default);
        (await DeliveredAsync(world)).ShouldBeEmpty();
        await world.Ledger.RecordAsync(new Payer { UserId = "ben" }, "m", new TokenUsage { CostPicodollars = 100_000_000_000 });
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await world.Memories.AppendAsync(Seen(world, 1001), default);

        await DeliveredAsync(world);
        var alerts = await DeliveredAsync(world);
        alerts.Select(alert => ((string?)alert["kind"], (double)alert["value"]!, (double)alert["threshold"]!, (string?)alert["id"])).ShouldBe(
            [("daily-cost", 2.5, 2.5, null), ("memory-size", 1001, 1000, "安")], ignoreOrder: true);
    }

    [Fact]
    public async Task Alerts_that_are_not_wanted_are_not_given()
    {
        await using var world = await MonitoringWorld.OpenAsync(new MemoriSettings { AlertErrorRate = 1, AlertMemoryTokens = 0 });
        await world.AddAsync([.. Enumerable.Repeat(world.Request(status: 500), 30)]);
        await world.Memories.AppendAsync(Seen(world, 1_000_000), default);
        (await DeliveredAsync(world)).ShouldBeEmpty();
    }

    private static MemoryMetrics Seen(MonitoringWorld world, long tokens) => new()
    {
        Timestamp = world.Time.GetUtcNow(),
        UserId = "安",
        SessionId = "s",
        TotalMemories = 3,
        MemoryTokens = tokens,
        AverageImportance = 0.5,
        RetrievalTime = TimeSpan.Zero,
    };

    /// <summary>Checks, and says what the webhook would get.</summary>
    private static async Task<IReadOnlyList<JsonNode>> DeliveredAsync(MonitoringWorld world)
    {
        // A new one each time, as after a restart: the queue knows what was said.
        var alerts = new Memori.Alerts.AlertSink(world.Time, world.Jobs);
        await new AlertsWork(world.Requests, world.Memories, world.Ledger, alerts, world.Time, new LiveSettings(world.Settings)).RunAsync(default);
        return [.. (await world.Jobs.ListAsync(Memori.Alerts.AlertSink.Queue, null, 100)).Select(job => JsonNode.Parse(job.Payload)!)];
    }
}
