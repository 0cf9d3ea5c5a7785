using Memori.Extraction;
using Memori.Jobs;
using Memori.Lifecycle;
using Memori.Storage;
using Memori.Tests;

namespace Memori.Sqlite.Tests;

/// <summary>One store, in memory or on SQLite, with the engines and background work that share it.</summary>
internal sealed class IsolationWorld : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoriOptions _options;

    private IsolationWorld(FakeTime time, MemoriOptions options) => (Time, _options) = (time, options);

    public FakeTime Time { get; }

    public SqliteDatabase? Database { get; private set; }

    public IMemoryStore Store { get; private set; } = null!;

    public IJobStore Jobs { get; private set; } = null!;

    public List<MemoryEngine> Engines { get; } = [];

    public static async Task<IsolationWorld> OpenAsync(bool isDurable, int engines = 2, long indexBytes = 1L << 30)
    {
        var world = new IsolationWorld(new FakeTime(), new MemoriOptions { Recall = { IndexBytes = indexBytes } });
        if (isDurable)
        {
            world.Database = await SqliteDatabase.OpenAsync(world._folder.File("state.db"), world.Time);
            (world.Store, world.Jobs) = (new SqliteMemoryStore(world.Database), new SqliteJobStore(world.Database, world.Time));
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

    public string File(string name) => _folder.File(name);

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
        _folder.Dispose();
    }

    private MemoryEngine NewEngine() => new(Store, Time, _options, jobs: Jobs);
}
