using Memori.Embeddings;
using Memori.Embeddings.Http;
using Memori.Storage;

namespace Memori.Tests.Embeddings;

public sealed class EmbeddingWorkerTests : IAsyncLifetime
{
    private static readonly Scope Ann = Scope.Create("ann");

    private readonly InMemoryStore _store = new();
    private readonly TimersTime _time = new();
    private readonly MemoryEngine _engine;
    private EmbeddingService _service = null!;

    public EmbeddingWorkerTests() => _engine = new MemoryEngine(_store, TimeProvider.System);

    public async ValueTask InitializeAsync() => _service = await EmbeddingService.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task Run_ManyOwners_EmbedsAllInBatchesByTurns()
    {
        for (var i = 0; i < 10; i++)
        {
            await _engine.RememberAsync(Ann, new NewMemory { Content = $"Ann's {i}", Kind = MemoryKind.Fact });
        }

        await _engine.RememberAsync(Scope.Create("bob"), new NewMemory { Content = "Bob's", Kind = MemoryKind.Fact, Speaker = "Bob" });
        var worker = Worker(new EmbeddingOptions { Batch = 4 });

        (await worker.RunAsync()).ShouldBe(11);

        (await worker.ProgressAsync()).ShouldBe(new EmbeddingProgress("emulated/3", 11, 11));
        var texts = _service.Requests.Select(request => request["input"]!.AsArray().Select(text => text!.GetValue<string>()).First()).ToList();
        texts.IndexOf("Bob: Bob's").ShouldBeLessThan(texts.Count - 2, "a small owner does not wait for a large one");
        (await worker.RunAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Run_ServiceFails_GoesOnWhereItWasOnceTheWaitIsOver()
    {
        for (var i = 0; i < 9; i++)
        {
            await _engine.RememberAsync(Ann, new NewMemory { Content = $"memory {i}", Kind = MemoryKind.Fact });
        }

        _service.Next(AnswersThenFails(1));
        var worker = Worker(new EmbeddingOptions { Batch = 3 });

        (await worker.RunAsync()).ShouldBe(3);
        (await worker.ProgressAsync()).ShouldBe(new EmbeddingProgress("emulated/3", 3, 9));
        (await worker.RunAsync()).ShouldBe(0, "it waits");
        _time.Advance(TimeSpan.FromSeconds(5));
        (await worker.RunAsync()).ShouldBe(6);

        Func<Microsoft.AspNetCore.Http.HttpContext, Task> AnswersThenFails(int failures) => async context =>
        {
            for (var i = 0; i < failures; i++)
            {
                _service.NextStatus(System.Net.HttpStatusCode.Unauthorized);
            }

            await _service.AnswerAsync(context, skipScript: true);
        };
    }

    [Fact]
    public async Task Run_ServiceStaysDown_WaitsLongerEachTime()
    {
        await _engine.RememberAsync(Ann, new NewMemory { Content = "memory", Kind = MemoryKind.Fact });
        var worker = Worker();
        for (var i = 0; i < 4; i++)
        {
            _service.NextStatus(System.Net.HttpStatusCode.Unauthorized);
        }

        await worker.RunAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        await worker.RunAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        await worker.RunAsync();

        _service.Requests.Count.ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(5));
        await worker.RunAsync();
        _service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Run_OneTextRefused_TheOthersAreEmbedded()
    {
        for (var i = 0; i < 5; i++)
        {
            await _engine.RememberAsync(Ann, new NewMemory { Content = $"memory {i}", Kind = MemoryKind.Fact });
        }

        _service.Refuses = text => text.Contains("memory 3", StringComparison.Ordinal);
        var worker = Worker();

        (await worker.RunAsync()).ShouldBe(5);

        (await _store.EmbeddingsAsync(Owner.User("ann"), "emulated/3", 0)).Count.ShouldBe(4);
        (await worker.ProgressAsync()).ShouldBe(new EmbeddingProgress("emulated/3", 5, 5));
    }

    [Fact]
    public async Task Run_EverythingRefused_LosesNothing()
    {
        await _engine.RememberAsync(Ann, new NewMemory { Content = "memory", Kind = MemoryKind.Fact });
        _service.Refuses = _ => true;
        var worker = Worker();

        (await worker.RunAsync()).ShouldBe(0);
        (await worker.ProgressAsync()).ShouldBe(new EmbeddingProgress("emulated/3", 0, 1));

        _service.Refuses = _ => false;
        _time.Advance(TimeSpan.FromSeconds(5));
        (await worker.RunAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Run_AnotherProcessLeads_LeavesItTheWork()
    {
        await _engine.RememberAsync(Ann, new NewMemory { Content = "memory", Kind = MemoryKind.Fact });
        var first = Worker(jobs: _store);
        var second = Worker(jobs: _store);
        await _store.LeadAsync("embeddings", "someone else", TimeSpan.FromHours(1));

        (await first.RunAsync()).ShouldBe(0);
        await _store.ResignAsync("embeddings", "someone else");
        (await second.RunAsync()).ShouldBe(1);
        (await _store.LeadAsync("embeddings", "someone else", TimeSpan.FromHours(1))).ShouldNotBeNull("it resigned");
    }

    private EmbeddingWorker Worker(EmbeddingOptions? options = null, IJobStore? jobs = null)
    {
        var service = _service.Options();
        var generator = new HttpEmbeddingGenerator(
            new HttpEmbeddingOptions { Address = service.Address, Model = service.Model, Dimensions = 3, Attempts = 1 }, TimeProvider.System);
        return new EmbeddingWorker(_store, new MemoryEmbeddings(generator, service.Space, 3, _time, options), _time, jobs);
    }
}
