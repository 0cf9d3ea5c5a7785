using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Monitoring;
using Memori.Server.Monitoring.Leaks;
using Memori.Server.Monitoring.Memory;
using Memori.Server.Monitoring.Requests;
using Memori.Server.Users;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Server.Tests.Monitoring;

public sealed class MemoryMetricsTests
{
    [Fact]
    public async Task Growth_IsFromTheFirstLookToTheLast_ByTheGuidesFormula()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        var from = world.Time.GetUtcNow();
        foreach (var memories in (int[])[3, 4, 9])
        {
            await world.Memories.AppendAsync(Seen(world, "s1", memories), default);
            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        await world.Memories.AppendAsync(Seen(world, "s2", 100), default);
        var document = MemoryGrowthDocument.From("ann", "s1", await world.Memories.GrowthAsync("ann", "s1", default));
        (document.DataPoints, document.StartTime, document.EndTime, document.InitialMemories, document.FinalMemories, document.GrowthRate, document.MemoryTokens)
            .ShouldBe((3, from, from.AddMinutes(2), 3, 9, 2.0, 90));
        (await world.Memories.GrowthAsync("ben", "s1", default)).ShouldBeNull();
    }

    [Fact]
    public async Task Purge_ThinsOldLooksToOneAnHour_AndDeletesTheOldest()
    {
        await using var world = await MonitoringWorld.OpenAsync(new MemoriSettings { RequestRetentionDays = 1, MetricsRetentionDays = 5 });
        for (var i = 0; i < 90; i++)
        {
            await world.Memories.AppendAsync(Seen(world, "s1", i), default);
            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        (await world.Memories.PurgeAsync(default)).ShouldBe(0);
        world.Time.Advance(TimeSpan.FromDays(1));
        (await world.Memories.PurgeAsync(default)).ShouldBe(88);
        (await world.Memories.GrowthAsync("ann", "s1", default))!.ShouldSatisfyAllConditions(
            growth => growth.DataPoints.ShouldBe(2), growth => growth.First.TotalMemories.ShouldBe(39), growth => growth.Last.TotalMemories.ShouldBe(89));
        world.Time.Advance(TimeSpan.FromDays(5));
        (await world.Memories.PurgeAsync(default)).ShouldBe(2);
    }

    [Fact]
    public async Task A_session_that_is_used_is_looked_at_and_a_person_who_is_forgotten_leaves_nothing()
    {
        await using var server = new ServerFixture();
        await server.InitializeAsync();
        (await server.PostAsync("/api/memories", new { user_id = "ann", session_id = "s1", content = "The fiscal year begins in April" })).Status.ShouldBeInRange(200, 201);
        var sampler = server.Services.GetRequiredService<MemorySampler>();
        var recorder = server.Services.GetRequiredService<RequestRecorder>();
        var used = new RequestMetrics { Timestamp = TimeProvider.System.GetUtcNow(), UserId = "ann", SessionId = "s1", RequestType = "chat", Status = 200 };
        await sampler.LookAsync(used, default);
        var store = server.Services.GetRequiredService<MemoryMetricsStore>();
        var growth = (await store.GrowthAsync("ann", "s1", default)).ShouldNotBeNull();
        growth.Last.ShouldSatisfyAllConditions(last => last.TotalMemories.ShouldBe(1), last => last.MemoryTokens.ShouldBeGreaterThan(0), last => last.AverageImportance.ShouldBeInRange(0.01, 1));

        // One that is written only afterwards, too.
        recorder.Record(used);
        var data = server.Services.GetServices<IUserData>().Single(part => part.Name == "metrics");
        await server.Services.GetRequiredService<IDatabase>().WriteAsync((_, token) => data.ForgetAsync("ann", token));
        await recorder.FlushAsync(default);
        await sampler.LookAsync(used, default);

        (await store.GrowthAsync("ann", "s1", default)).ShouldBeNull();
        var left = await server.Services.GetRequiredService<IDatabase>().ReadAsync((connection, token) => connection.QueryAsync(
            "SELECT user_id FROM request_metric WHERE user_id = 'ann' UNION ALL SELECT user_id FROM request_hour_user WHERE user_id = 'ann'", row => row.GetString(0), token));
        left.ShouldBeEmpty();
    }

    [Fact]
    public async Task Looks_at_a_process_are_kept_to_the_last_hundred_and_an_alert_is_given_of_a_leak()
    {
        await using var world = await MonitoringWorld.OpenAsync(new MemoriSettings { LeakThresholdMegabytes = 500 });
        using var watch = new ProcessWatch(new SnapshotStore(world.Database), world.Alerts, world.Time, new LiveSettings(world.Settings), NullLogger<ProcessWatch>.Instance);
        for (var i = 0; i < 120; i++)
        {
            await watch.LookAsync(ProcessSnapshot.Take(world.Time) with { Started = world.Time.GetUtcNow().AddDays(-1), ResidentBytes = (1000L + (50 * i)) << 20 }, default);
            world.Time.Advance(TimeSpan.FromMinutes(1));
        }

        watch.Report().ShouldSatisfyAllConditions(report => report.LeakDetected.ShouldBeFalse("by then it grows by less than a fifth in ten minutes"), report => report.Snapshots.ShouldBe(100));
        (await new SnapshotStore(world.Database).NewestAsync(default)).Count.ShouldBe(100);
        var alerts = await world.Jobs.ListAsync(Memori.Alerts.AlertSink.Queue, null, 100);
        alerts.Count.ShouldBeInRange(1, 2, "one an hour");
        alerts[0].Payload.ShouldContain("memory-leak");
    }

    private static MemoryMetrics Seen(MonitoringWorld world, string session, int memories) => new()
    {
        Timestamp = world.Time.GetUtcNow(),
        UserId = "ann",
        SessionId = session,
        TotalMemories = memories,
        MemoryTokens = 10 * memories,
        AverageImportance = 0.5,
        RetrievalTime = TimeSpan.FromMilliseconds(3),
    };
}
