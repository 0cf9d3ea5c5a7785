using Memori.Extraction;
using Memori.Jobs;
using Memori.Lifecycle;
using Memori.Storage;
using Memori.Tests;

namespace Memori.Sqlite.Tests;

/// <summary>One store, in memory or durable, with the engines and background work that share it.</summary>
internal sealed class IsolationWorld : IAsyncDisposable
{
    private readonly StateHome _home = new();
    private readonly MemoriOptions _options;

    private IsolationWorld(FakeTime time, MemoriOptions options) => (Time, _options) = (time, options);

    public FakeTime Time { get; }

    public StateDatabase? Database { get; private set; }

    public IMemoryStore Store { get; private set; } = null!;

    public IJobStore Jobs { get; private set; } = null!;

    public List<MemoryEngine> Engines { get; } = [];

    public static async Task<IsolationWorld> OpenAsync(bool isDurable, int engines = 2, long indexBytes = 1L << 30)
    {
        var world = new IsolationWorld(new FakeTime(), new MemoriOptions { Recall = { IndexBytes = indexBytes } });
        if (isDurable)
        {
            world.Database = await world._home.OpenAsync(world.Time);
            (world.Store, world.Jobs) = (new StateMemoryStore(world.Database), new StateJobStore(world.Database, world.Time));
        }
        else
        {
            var store = new InMemoryStore(world.Time);
            (world.Store, world.Jobs) = (store, store);
        }

        for (var i = 0; i < engines; i++)
        {
            world.Engines.Add(world.NewEngine());
        }

        return world;
    }

    /// <summary>Those of the words that are still somewhere in what is kept.</summary>
    public Task<IReadOnlyList<string>> RemainsAsync(IEnumerable<string> words, CancellationToken cancellationToken) => _home.RemainsAsync(Database!, words, cancellationToken);

    public async Task RestartAsync(int engine)
    {
        await Engines[engine].DisposeAsync();
        Engines[engine] = NewEngine();
    }

    /// <summary>Runs what is due, and a round of the lifecycle when asked.</summary>
    public async Task WorkAsync(int engine, bool sweeps, CancellationToken cancellationToken)
    {
        await new JobRunner(Jobs, [new ExtractionJob(Engines[engine], Store, new RuleExtractor())], Time).RunDueAsync(cancellationToken);
        if (sweeps)
        {
            await new LifecycleSweep(Store, Jobs, Time, _options).RunAsync(force: true, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in Engines)
        {
            await engine.DisposeAsync();
        }

        await (Database?.DisposeAsync() ?? default);
        (Store as InMemoryStore)?.Dispose();
        await _home.DisposeAsync();
    }

    private MemoryEngine NewEngine() => new(Store, Time, _options, jobs: Jobs);
}
