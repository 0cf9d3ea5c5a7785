using FsCheck;
using FsCheck.Fluent;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Monitoring.Requests;
using Memori.Storage;

namespace Memori.Server.Tests.Monitoring;

public sealed class RequestStoreTests
{
    private static readonly string[] Users = ["ann", "ben", ""];
    private static readonly string[] Types = ["chat", "text2sql"];

    private enum Act
    {
        Come,
        Wait,
        RollUp,
    }

    /// <summary>Whatever is rolled up when: figures are those of a list that is gone through.</summary>
    [Fact]
    public void Figures_OfAnyPeriod_AreThoseOfTheRequestsThemselves() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(25),
        Prop.ForAll(Steps().ArrayOf().ToArbitrary(), steps => RunAsync(steps).GetAwaiter().GetResult()));

    [Fact]
    public async Task RollUp_ByTwoProcessesAtOnce_CountsEveryRequestOnce()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        var another = await world.AnotherDatabaseAsync();
        await using var open = (IAsyncDisposable)another;
        var other = new RequestStore(another, world.Time, new LiveSettings(world.Settings));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            var store = i % 2 == 0 ? world.Requests : other;
            for (var round = 0; round < 20; round++)
            {
                await store.AppendAsync([world.Request("ann", 5), world.Request("ben", 7)], request => request, default);
                await store.RollUpAsync(default);
            }
        }));

        var sum = await world.SumAsync(TimeSpan.FromHours(1));
        (sum.Requests, sum.LatencyMicroseconds, sum.Latencies.Count).ShouldBe((320, 160 * 12_000, 320));
        (await world.SumAsync(TimeSpan.FromHours(2), "ben")).Requests.ShouldBe(160);
    }

    [Fact]
    public async Task RollUp_ThatIsStoppedInItsMidst_HasNoEffect()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        await world.AddAsync([.. Enumerable.Repeat(world.Request(), 10)]);
        world.Time.Advance(TimeSpan.FromHours(2));

        // As when the process is killed: what it began is undone.
        await Should.ThrowAsync<OperationCanceledException>(() => world.Database.WriteAsync<int>(async (_, token) =>
        {
            (await world.Requests.RollUpAsync(token)).ShouldBe(10);
            throw new OperationCanceledException();
        }));
        (await world.SumAsync(TimeSpan.FromHours(24))).Requests.ShouldBe(10);

        (await world.Requests.RollUpAsync(default)).ShouldBe(10);
        (await world.Requests.RollUpAsync(default)).ShouldBe(0);
        (await world.SumAsync(TimeSpan.FromHours(24))).Requests.ShouldBe(10);
    }

    [Fact]
    public async Task Purge_DeletesSingleRequestsAndLaterTheirHours_NeverWhatIsInNoHour()
    {
        await using var world = await MonitoringWorld.OpenAsync(new MemoriSettings { RequestRetentionDays = 2, MetricsRetentionDays = 10 });
        await world.AddAsync(world.Request(milliseconds: 40));
        await world.Requests.RollUpAsync(default);
        await world.AddAsync(world.Request(milliseconds: 60));
        world.Time.Advance(TimeSpan.FromDays(3));

        (await world.Requests.PurgeAsync(default)).ShouldBe((1, 0));
        var kept = await world.SumAsync(TimeSpan.FromDays(5));
        (kept.Requests, kept.LatencyMicroseconds).ShouldBe((2, 100_000));

        await world.Requests.RollUpAsync(default);
        (await world.Requests.PurgeAsync(default)).ShouldBe((1, 0));
        (await world.SumAsync(TimeSpan.FromDays(5), "ann")).Requests.ShouldBe(2);

        world.Time.Advance(TimeSpan.FromDays(8));
        (await world.Requests.PurgeAsync(default)).ShouldBe((0, 2));
        (await world.SumAsync(TimeSpan.FromDays(300))).Requests.ShouldBe(0);
    }

    [Fact]
    public async Task Forget_LeavesSumsOverAll_AndNothingOfTheUser()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        await world.AddAsync(world.Request("ann"), world.Request("ben"));
        await world.Requests.RollUpAsync(default);
        await world.AddAsync(world.Request("ann"));

        (await world.Requests.ForgetAsync("ann", default)).ShouldBe(3);
        (await world.Requests.ForgetAsync("ann", default)).ShouldBe(0);
        await world.Requests.RollUpAsync(default);

        (await world.SumAsync(TimeSpan.FromHours(24))).Requests.ShouldBe(3);
        (await world.SumAsync(TimeSpan.FromHours(24), "ann")).Requests.ShouldBe(0);
        (await world.SumAsync(TimeSpan.FromHours(24), "ben")).Requests.ShouldBe(1);
        var left = await world.Database.ReadAsync((connection, token) => connection.QueryAsync("SELECT id FROM request_metric WHERE user_id = 'ann' OR session_id = ''", row => row.GetInt64(0), token));
        left.Count.ShouldBe(2);
    }

    private static Gen<(Act Act, int Amount)> Steps() =>
        from act in Gen.Frequency((6, Gen.Constant(Act.Come)), (3, Gen.Constant(Act.Wait)), (2, Gen.Constant(Act.RollUp)))
        from amount in Gen.Choose(0, 100_000)
        select (act, amount);

    private static async Task<bool> RunAsync((Act Act, int Amount)[] steps)
    {
        await using var world = await MonitoringWorld.OpenAsync();
        var all = new List<RequestMetrics>();
        foreach (var (act, amount) in steps)
        {
            switch (act)
            {
                case Act.Come:
                    all.Add(Request(world.Time.GetUtcNow(), amount));
                    await world.AddAsync(all[^1]);
                    break;
                case Act.Wait:
                    world.Time.Advance(TimeSpan.FromSeconds(amount % 9_000));
                    break;
                default:
                    await world.Requests.RollUpAsync(default);
                    break;
            }
        }

        foreach (var hours in (double[])[1, 2.5, 24, 160])
        {
            foreach (var user in (string?[])[null, "ann", "ben"])
            {
                var period = TimeSpan.FromHours(hours);
                var cutoff = world.Time.GetUtcNow() - period;
                var wanted = new RequestFigures();
                all.Where(request => request.Timestamp >= cutoff && (user is null || request.UserId == user)).ToList().ForEach(wanted.Add);
                Said(await world.SumAsync(period, user)).ShouldBe(Said(wanted));
            }
        }

        return true;
    }

    private static RequestMetrics Request(DateTimeOffset at, int amount) => new()
    {
        Timestamp = at,
        UserId = Users[amount % 3],
        RequestType = Types[amount % 2],
        Status = amount % 5 == 0 ? 503 : amount % 7 == 0 ? 404 : 200,
        HasFailed = amount % 5 == 0,
        Latency = TimeSpan.FromMicroseconds(amount),
        RetrievalTime = TimeSpan.FromMicroseconds(amount % 11),
        ClaudeTime = TimeSpan.FromMicroseconds(amount / 2),
        MemoriesRetrieved = amount % 4,
        MemoriesCreated = amount % 6,
        Usage = new TokenUsage { InputTokens = amount, OutputTokens = 1, CacheCreationInputTokens = amount % 13, CacheReadInputTokens = amount % 17, CostPicodollars = amount * 1_000_000L },
    };

    private static string Said(RequestFigures figures) =>
        $"{figures.Requests} {figures.Failed} {figures.Refused} {figures.Retrievals} {figures.Usage} {figures.LatencyMicroseconds} {figures.RetrievalMicroseconds} "
        + $"{figures.ClaudeMicroseconds} {figures.MemoriesRetrieved} {figures.MemoriesCreated} {Convert.ToHexString(figures.Latencies.ToBytes())}";
}
