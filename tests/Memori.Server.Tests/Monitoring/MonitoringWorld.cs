using Memori.Alerts;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Monitoring.Memory;
using Memori.Server.Monitoring.Requests;
using Memori.Storage;

namespace Memori.Server.Tests.Monitoring;

/// <summary>The store of figures on a file of its own, with a clock that goes when it is told.</summary>
internal sealed class MonitoringWorld : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("memori-metrics-");

    private MonitoringWorld(MemoriSettings settings) => Settings = settings;

    public FixedTime Time { get; } = new();

    public MemoriSettings Settings { get; }

    public IDatabase Database { get; private set; } = null!;

    public RequestStore Requests { get; private set; } = null!;

    public MemoryMetricsStore Memories { get; private set; } = null!;

    public UsageLedger Ledger { get; private set; } = null!;

    public IJobStore Jobs { get; private set; } = null!;

    public AlertSink Alerts { get; private set; } = null!;

    public static async Task<MonitoringWorld> OpenAsync(MemoriSettings? settings = null)
    {
        var world = new MonitoringWorld(settings ?? new MemoriSettings());
        world.Database = await world.AnotherDatabaseAsync();
        world.Requests = new RequestStore(world.Database, world.Time, new LiveSettings(world.Settings));
        world.Memories = new MemoryMetricsStore(world.Database, world.Time, new LiveSettings(world.Settings));
        world.Jobs = TestStore.JobsIn(world.Database, world.Time);
        world.Alerts = new AlertSink(world.Time, world.Jobs);
        world.Ledger = new UsageLedger(world.Database, world.Time, alerts: world.Alerts);
        return world;
    }

    /// <summary>The same file as another process would open it.</summary>
    public Task<IDatabase> AnotherDatabaseAsync() => TestStore.OpenAsync(_folder.FullName, Time);

    public Task AddAsync(params IReadOnlyList<RequestMetrics> requests) => Requests.AppendAsync(requests, request => request, default);

    public RequestMetrics Request(string user = "ann", double milliseconds = 100, string type = "chat", int status = 200, long tokens = 0) => new()
    {
        Timestamp = Time.GetUtcNow(),
        UserId = user,
        SessionId = "s1",
        RequestType = type,
        Status = status,
        HasFailed = status >= 500,
        Latency = TimeSpan.FromMilliseconds(milliseconds),
        Usage = new TokenUsage { InputTokens = tokens },
    };

    public async Task<RequestFigures> SumAsync(TimeSpan period, string? user = null) =>
        RequestFigures.Sum((await Requests.ReadAsync(period, user, default)).Select(hour => hour.Figures));

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Database).DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
